// A photo as it travels: at most 1600 pixels on its longer side, JPEG, and drawn anew, so that nothing the camera wrote
// into the file (place, owner, serial number) leaves the phone.
export const LONGEST = 1600;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export function fit({ width, height }: Size, longest = LONGEST): Size {
  const share = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

export async function shrink(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const { width, height } = fit(image);
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")!.drawImage(image, 0, 0, width, height);
  image.close();
  const shrunk = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
  if (!shrunk) throw new Error("the photo cannot be drawn");
  return shrunk;
}
