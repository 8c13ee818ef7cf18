// Reads codes out of the camera's picture: with the browser's own detector where there is one, else with ZXing, whose
// WebAssembly comes from this server like everything else.
import zxing from "zxing-wasm/reader/zxing_reader.wasm?url";

/** Not EAN-8: a shop's eight digits could not be told from a label of ours. */
const FORMATS = ["qr_code", "code_128", "ean_13", "data_matrix"] as const;

/** What is read off one picture; nothing when there is no code in it. */
export type CodeReader = (picture: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(picture: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

async function builtIn(): Promise<CodeReader | undefined> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!found) return undefined;
  const supported = await found.getSupportedFormats();
  if (!FORMATS.slice(0, 2).every((one) => supported.includes(one))) return undefined;
  const detector = new found({ formats: FORMATS.filter((one) => supported.includes(one)) });
  return async (picture) => (await detector.detect(picture))[0]?.rawValue;
}

async function ours(): Promise<CodeReader> {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  await prepareZXingModule({ overrides: { locateFile: () => zxing }, fireImmediately: true });
  const canvas = new OffscreenCanvas(1, 1);
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  return async (picture) => {
    [canvas.width, canvas.height] = [picture.videoWidth, picture.videoHeight];
    if (canvas.width === 0) return undefined;
    pen.drawImage(picture, 0, 0);
    const read = await readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), {
      formats: ["QRCode", "Code128", "EAN-13", "DataMatrix"], maxNumberOfSymbols: 1,
    });
    return read[0]?.text;
  };
}

let reader: Promise<CodeReader> | undefined;
/** Made once; a failure is forgotten, so that the next try may succeed. */
export function codeReader(): Promise<CodeReader> {
  reader ??= builtIn().then((found) => found ?? ours());
  reader.catch(() => (reader = undefined));
  return reader;
}
