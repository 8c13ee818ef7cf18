// The chart library, cut down to what is drawn here.
import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { shortTime } from "@/format/time";
import { palette } from "./palette";

echarts.use([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export interface Series {
  readonly name: string;
  /** Milliseconds and value. */
  readonly points: readonly (readonly [number, number])[];
}

/** Told apart by shape as well as by colour. */
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect", "emptyCircle"];
const COLOURS = ["#1763a6", "#c2571a", "#2b8a57", "#8a4fc0", "#b3201f", "#6b7a12", "#0d8a9c", "#8c5a3c"];
const NIGHT = ["#62b0f0", "#f2a065", "#6fd39a", "#cf9bff", "#ff8a80", "#cddb6a", "#5fd3e4", "#d9a98a"];

export interface Chart {
  draw(series: readonly Series[], unit: string): void;
  resize(): void;
  dispose(): void;
}

export function createChart(place: HTMLElement): Chart {
  const chart = echarts.init(place, undefined, { renderer: "canvas" });
  return {
    draw(series, unit) {
      const colours = palette();
      const night = document.documentElement.dataset.theme === "night";
      const axis = { axisLine: { lineStyle: { color: colours.line } }, axisLabel: { color: colours.ink2 }, splitLine: { lineStyle: { color: colours.hatch, opacity: 0.35 } } };
      chart.setOption({
        animation: false,
        color: night ? NIGHT : COLOURS,
        grid: { left: 52, right: 14, top: 30, bottom: 78 },
        legend: { bottom: 0, left: 0, right: 0, itemWidth: 18, textStyle: { color: colours.ink } },
        tooltip: { trigger: "axis", backgroundColor: colours.panel, borderColor: colours.line, textStyle: { color: colours.ink } },
        xAxis: { type: "time", ...axis, axisLabel: { ...axis.axisLabel, formatter: (ms: number) => shortTime(ms).slice(-5), hideOverlap: true } },
        yAxis: { type: "value", name: unit, nameTextStyle: { color: colours.ink2, align: "right" }, minInterval: 1, ...axis },
        series: series.map((one, at) => ({
          type: "line", step: "end", name: one.name, data: one.points.map((point) => [...point]), symbol: SYMBOLS[at % SYMBOLS.length], symbolSize: 8,
        })),
      }, { notMerge: true });
    },
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}
