// The map: our own areas and nothing else. It takes plain data and gives events, so that a page can be tested without it.
// There are no fonts to fetch: names are HTML on top, and the hatch is drawn here.
import maplibregl, { type FilterSpecification, type Map as MapLibre, type Popup } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import type { BoundaryLayer, Observation } from "@/wire/types";
import { palette, type Palette } from "./palette";

export type AreaLevel = BoundaryLayer["level"];
export interface Shade {
  readonly code: string;
  /** Class 0 to 5; nothing when not reported, which is hatched. */
  readonly of: number | undefined;
}
export interface Label {
  readonly code: string;
  readonly at: readonly [number, number];
  readonly name: string;
  readonly value: string;
  /** Hangs under a point of this radius (pixels) instead of lying over its place. */
  readonly below?: number;
}
/** A point that says how much by its size and how urgent by its colour. */
export interface Spot {
  readonly id: string;
  readonly at: readonly [number, number];
  /** In pixels. */
  readonly radius: number;
  readonly tone: "red" | "amber" | "green" | "grey";
  readonly marked: boolean;
}
export interface Picture {
  /** The level whose areas are shaded, and the unit that contains them. */
  readonly level: AreaLevel;
  readonly parent: string;
  readonly shades: readonly Shade[];
  readonly labels: readonly Label[];
  readonly bounds: readonly [number, number, number, number] | null;
}

export interface MapEvents {
  area(code: string): void;
  observation(id: string): void;
  place(lon: number, lat: number): void;
  spot(id: string): void;
}

const LEVELS: readonly AreaLevel[] = ["county", "township", "village"];
const JIAOZUO: [number, number, number, number] = [112.55, 34.75, 113.7, 35.5];

export class AreaMap {
  private readonly map: MapLibre;
  private readonly ready: Promise<void>;
  private markers: maplibregl.Marker[] = [];
  private pin: maplibregl.Marker | undefined;
  private popup: Popup | undefined;
  private shownBounds = "";
  private colours: Palette = palette();

  constructor(container: HTMLElement, layers: readonly BoundaryLayer[], private readonly events: MapEvents) {
    this.map = new maplibregl.Map({
      container, style: this.style(layers), bounds: JIAOZUO, attributionControl: false, dragRotate: false,
      pitchWithRotate: false, maxPitch: 0, minZoom: 6, maxZoom: 16, fadeDuration: 0,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibregl.ScaleControl({ unit: "metric" }), "bottom-right");
    this.map.on("styleimagemissing", ({ id }) => {
      if (id === "hatch") this.map.addImage(id, hatch(this.colours.hatch));
    });
    this.ready = new Promise((resolve) => this.map.once("style.load", () => resolve()));
    void this.ready.then(() => this.listen());
  }

  /** Shades the areas and moves there when the place is another than before. */
  async show(picture: Picture): Promise<void> {
    await this.ready;
    for (const level of LEVELS) {
      const inside: FilterSpecification = ["==", ["get", "parent"], picture.parent];
      const on = level === picture.level;
      this.map.setFilter(`fill-${level}`, on ? inside : ["boolean", false]);
      this.map.setFilter(`line-${level}`, on || level === "county" ? (level === "county" ? null : inside) : ["boolean", false]);
      const bare = picture.shades.filter((one) => one.of === undefined).map((one) => one.code);
      this.map.setFilter(`hatch-${level}`, on ? ["in", ["get", "code"], ["literal", bare]] : ["boolean", false]);
      if (on) this.map.setPaintProperty(`fill-${level}`, "fill-color", this.colouring(picture.shades) as string);
    }
    this.label(picture.labels);
    const bounds = JSON.stringify(picture.bounds);
    if (bounds !== this.shownBounds) {
      this.shownBounds = bounds;
      const [w, s, e, n] = picture.bounds ?? JIAOZUO;
      this.map.fitBounds([[w, s], [e, n]], { padding: 36, duration: 350, maxZoom: 13 });
    }
  }

  async points(observations: readonly Observation[]): Promise<void> {
    await this.ready;
    const features = observations.flatMap((one) => (one.point ? [{
      type: "Feature" as const,
      geometry: { type: "Point" as const, coordinates: [...one.point] },
      properties: { id: one.observation, doubt: one.doubts.length > 0 },
    }] : []));
    (this.map.getSource("points") as maplibregl.GeoJSONSource).setData({ type: "FeatureCollection", features });
  }

  async spots(spots: readonly Spot[]): Promise<void> {
    await this.ready;
    const features = spots.map(({ at, id, radius, tone, marked }) => ({
      type: "Feature" as const, geometry: { type: "Point" as const, coordinates: [...at] }, properties: { id, radius, tone, marked },
    }));
    (this.map.getSource("spots") as maplibregl.GeoJSONSource).setData({ type: "FeatureCollection", features });
    const marked = spots.find((one) => one.marked);
    if (marked) this.map.easeTo({ center: [marked.at[0], marked.at[1]] });
  }

  openPopup(at: readonly [number, number], content: HTMLElement): void {
    this.popup?.remove();
    this.popup = new maplibregl.Popup({ maxWidth: "300px", closeButton: true, focusAfterOpen: false })
      .setLngLat([at[0], at[1]]).setDOMContent(content).addTo(this.map);
  }

  /** Marks the place that is being chosen. */
  mark(at: readonly [number, number] | undefined): void {
    this.pin?.remove();
    this.pin = at && new maplibregl.Marker({ color: this.colours.red }).setLngLat([at[0], at[1]]).addTo(this.map);
    if (at) this.map.easeTo({ center: [at[0], at[1]], zoom: Math.max(this.map.getZoom(), 11) });
  }

  /** The theme changed. */
  async recolour(): Promise<void> {
    await this.ready;
    this.colours = palette();
    this.map.setPaintProperty("ground", "background-color", this.colours.ground);
    for (const level of LEVELS) this.map.setPaintProperty(`line-${level}`, "line-color", this.colours.line);
    this.map.setPaintProperty("points", "circle-stroke-color", this.colours.panel);
    for (const [name, value] of Object.entries(this.spotPaint())) this.map.setPaintProperty("spots", name, value);
    if (this.map.hasImage("hatch")) this.map.updateImage("hatch", hatch(this.colours.hatch));
  }

  destroy(): void {
    this.map.remove();
  }

  private style(layers: readonly BoundaryLayer[]): maplibregl.StyleSpecification {
    const sources: maplibregl.StyleSpecification["sources"] = {
      points: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      spots: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    };
    const drawn: maplibregl.LayerSpecification[] = [
      { id: "ground", type: "background", paint: { "background-color": this.colours.ground } },
    ];
    for (const level of LEVELS) {
      const version = layers.find((one) => one.level === level)?.version;
      sources[level] = version
        ? { type: "vector", tiles: [`${location.origin}/tiles/${level}/${version}/{z}/{x}/{y}.mvt`], maxzoom: 14 }
        : { type: "vector", tiles: [] };
      const from = { source: level, "source-layer": level };
      drawn.push(
        { id: `fill-${level}`, type: "fill", ...from, filter: ["boolean", false], paint: { "fill-color": this.colours.classes[0]! } },
        { id: `hatch-${level}`, type: "fill", ...from, filter: ["boolean", false], paint: { "fill-pattern": "hatch" } },
        {
          id: `line-${level}`, type: "line", ...from, filter: ["boolean", false],
          paint: { "line-color": this.colours.line, "line-width": level === "county" ? 1.4 : level === "township" ? 0.9 : 0.6 },
        },
      );
    }
    drawn.push({
      id: "points", type: "circle", source: "points",
      paint: {
        "circle-radius": 6.5, "circle-stroke-width": 2, "circle-stroke-color": this.colours.panel,
        "circle-color": ["case", ["get", "doubt"], this.colours.amber, this.colours.red],
      },
    });
    drawn.push({ id: "spots", type: "circle", source: "spots", paint: this.spotPaint() });
    return { version: 8, sources, layers: drawn };
  }

  private spotPaint(): NonNullable<maplibregl.CircleLayerSpecification["paint"]> {
    const { red, amber, green, line, panel, ink } = this.colours;
    return {
      "circle-radius": ["get", "radius"], "circle-opacity": 0.85,
      "circle-color": ["match", ["get", "tone"], "red", red, "amber", amber, "green", green, line],
      "circle-stroke-width": ["case", ["get", "marked"], 4, 1.5], "circle-stroke-color": ["case", ["get", "marked"], ink, panel],
    };
  }

  private colouring(shades: readonly Shade[]): unknown {
    const known = shades.filter((one) => one.of !== undefined);
    if (known.length === 0) return this.colours.noData;
    const pairs = known.flatMap((one) => [one.code, this.colours.classes[one.of!] ?? this.colours.noData]);
    return ["match", ["get", "code"], ...pairs, this.colours.noData];
  }

  private label(labels: readonly Label[]): void {
    for (const marker of this.markers) marker.remove();
    this.markers = labels.map((label) => {
      const element = document.createElement("div");
      element.className = "area-label";
      element.textContent = label.name;
      if (label.value !== "") element.append(Object.assign(document.createElement("b"), { textContent: label.value }));
      return new maplibregl.Marker({ element, ...(label.below === undefined ? { anchor: "center" } : { anchor: "top", offset: [0, label.below] }) }).setLngLat([label.at[0], label.at[1]]).addTo(this.map);
    });
    this.thin();
  }

  /** Hides names that would lie over others; those before them in the list win. */
  private thin(): void {
    const taken: DOMRect[] = [];
    for (const marker of this.markers) {
      const element = marker.getElement();
      const box = element.getBoundingClientRect();
      const clash = taken.some((one) => box.left < one.right && one.left < box.right && box.top < one.bottom && one.top < box.bottom);
      element.style.visibility = clash ? "hidden" : "visible";
      if (!clash) taken.push(box);
    }
  }

  private listen(): void {
    this.map.on("moveend", () => this.thin());
    this.map.on("click", (event) => {
      const [spot] = this.map.queryRenderedFeatures(event.point, { layers: ["spots"] });
      if (spot) return this.events.spot(String(spot.properties.id));
      const [point] = this.map.queryRenderedFeatures(event.point, { layers: ["points"] });
      if (point) return this.events.observation(String(point.properties.id));
      this.events.place(event.lngLat.lng, event.lngLat.lat);
      const [area] = this.map.queryRenderedFeatures(event.point, { layers: LEVELS.map((level) => `fill-${level}`) });
      if (area) this.events.area(String(area.properties.code));
    });
    for (const layer of ["points", "spots", ...LEVELS.map((level) => `fill-${level}`)]) {
      this.map.on("mouseenter", layer, () => (this.map.getCanvas().style.cursor = "pointer"));
      this.map.on("mouseleave", layer, () => (this.map.getCanvas().style.cursor = ""));
    }
  }
}

/** Diagonal lines that join at the edges of the tile. */
function hatch(colour: string): ImageData {
  const side = 12;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const pen = canvas.getContext("2d")!;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  for (const shift of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(shift - 1, side + 1);
    pen.lineTo(shift + side + 1, -1);
    pen.stroke();
  }
  return pen.getImageData(0, 0, side, side);
}
