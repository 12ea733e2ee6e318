// Drag and drop, and a bar while the file is sent. Without this script the same form works by itself.
const form = document.querySelector("#take-in");
const file = form.querySelector("input[type=file]");
const drop = form.querySelector(".drop");
const progress = form.querySelector("#progress");
const bar = progress.querySelector("progress");
const said = progress.querySelector("[role=status]");

for (const name of ["dragenter", "dragover"])
  form.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => drop.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) file.files = event.dataTransfer.files;
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  progress.hidden = false;
  said.textContent = "";
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("accept", "application/json");
  request.upload.addEventListener("progress", (sent) => {
    if (sent.lengthComputable) bar.value = sent.loaded / sent.total;
  });
  const failed = (words) => {
    button.disabled = false;
    said.textContent = words;
  };
  request.addEventListener("error", () => failed("It could not be sent. Is the desk still running?"));
  request.addEventListener("load", () => {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {}
    if (request.status < 300 && answer.address) location.assign(answer.address);
    else failed(answer.detail || "The desk did not take it in.");
  });
  request.send(new FormData(form));
});
