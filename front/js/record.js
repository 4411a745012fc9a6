// Records a phrase into the file field of <form data-record>: start, stop, listen back, then the form travels as any
// other. Listening back goes through the audio engine and needs no address of its own, so that the page's policy
// (nothing but this host) stays as strict as elsewhere.

const LONGEST = 60_000;
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

function kind() {
  return KINDS.find((one) => window.MediaRecorder.isTypeSupported(one)) ?? "";
}

function put(form, blob) {
  const transfer = new DataTransfer();
  const ending = blob.type.split(";")[0].split("/")[1] || "webm";
  transfer.items.add(new File([blob], `phrase.${ending}`, { type: blob.type }));
  const input = form.querySelector("input[type=file]");
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function play(file) {
  const engine = new AudioContext();
  const source = engine.createBufferSource();
  source.buffer = await engine.decodeAudioData(await file.arrayBuffer());
  source.connect(engine.destination);
  source.onended = () => engine.close();
  source.start();
}

function arm(form) {
  const part = (name) => form.querySelector(`[data-record-${name}]`);
  const says = part("says");
  let recorder;
  let limit;

  async function start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
    } catch {
      says.textContent = form.dataset.saysDenied;
      return;
    }
    const pieces = [];
    recorder = new MediaRecorder(stream, { mimeType: kind(), audioBitsPerSecond: 24_000 });
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = () => {
      clearTimeout(limit);
      stream.getTracks().forEach((track) => track.stop());
      put(form, new Blob(pieces, { type: recorder.mimeType }));
      part("stop").hidden = true;
      part("start").hidden = part("play").hidden = false;
      says.textContent = form.dataset.saysReady;
      part("play").focus();
    };
    recorder.start();
    limit = setTimeout(() => { recorder.stop(); says.textContent = form.dataset.saysLong; }, LONGEST);
    part("start").hidden = part("play").hidden = true;
    part("stop").hidden = false;
    says.textContent = form.dataset.saysGoing;
    part("stop").focus();
  }

  part("start").addEventListener("click", start);
  part("stop").addEventListener("click", () => recorder?.stop());
  part("play").addEventListener("click", () => play(form.querySelector("input[type=file]").files[0]));
  form.querySelector("[data-recorder]").hidden = false;
}

export function look() {
  if (!window.MediaRecorder || !navigator.mediaDevices) return;
  for (const form of document.querySelectorAll("form[data-record]:not([data-armed])")) {
    form.dataset.armed = "";
    arm(form);
  }
}
