/** An item's page: a photo is made small before it is sent, and a PNG, whatever the device took. */

/** Dots on the longer side of what is sent; the hub keeps no more. */
const SIDE = 320;

const form = document.querySelector("#photo");
const trouble = document.querySelector("#photo-trouble");

form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    const field = form.elements.file;
    try {
        const files = new DataTransfer();
        files.items.add(await small(field.files[0]));
        field.files = files.files;
        form.submit();
    } catch {
        trouble.hidden = false;
    }
});

/** The same picture as a PNG on white, upright. */
async function small(file) {
    const photo = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(photo.width, photo.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [photo.width, photo.height].map((dots) => Math.max(1, Math.round(dots * scale)));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
    return new File([png], "photo.png", { type: png.type });
}
