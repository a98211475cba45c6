/** No side of a picture is longer, pixels. */
const MOST = 1600;
const QUALITY = 0.85;

/** A picture of a file as a data URL, no larger than this page keeps; rejects where the file is no picture. */
export async function shrink(file: File): Promise<string> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    // an SVG may have no size of its own
    const [width, height] = [image.naturalWidth || MOST, image.naturalHeight || MOST];
    const scale = Math.min(1, MOST / Math.max(width, height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/webp', QUALITY);
  } finally {
    URL.revokeObjectURL(url);
  }
}
