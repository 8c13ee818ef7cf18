/** A photo like no other: no two pieces of evidence are the same. */
export async function photo(page) {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
    const ink = canvas.getContext("2d");
    for (let at = 0; at < 300; at++) {
      ink.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
      ink.fillRect(Math.random() * 160, Math.random() * 120, 20, 20);
    }
    return canvas.toDataURL("image/jpeg", 0.9);
  });
  return { name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from(url.split(",")[1], "base64") };
}
