import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files that play and a document, made by the ffmpeg that the set-up installs. */
export function makeMedia() {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-media-'));
  const file = (name: string) => join(folder, name);
  const ffmpeg = (name: string, arguments_: string) =>
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...arguments_.split(' '), file(name)]);
  const film = '-f lavfi -i testsrc2=s=640x360:d=12:r=25 -f lavfi -i sine=d=12 -pix_fmt yuv420p -g 25';
  ffmpeg('waves.mp4', `${film} -c:v libx264 -preset ultrafast -c:a aac -movflags +faststart`);
  ffmpeg('upright.mp4', '-f lavfi -i testsrc2=s=360x640:d=2:r=10 -pix_fmt yuv420p -c:v libx264');
  // Coded as no browser plays it.
  ffmpeg('rushes.mov', '-f lavfi -i testsrc2=s=320x180:d=2:r=10 -c:v prores_ks');
  ffmpeg('tide.mp3', '-f lavfi -i aevalsrc=sin(880*t)*abs(sin(t)):d=9 -c:a libmp3lame');
  writeFileSync(file('brief.pdf'), pdf);
  return {
    film: file('waves.mp4'),
    upright: file('upright.mp4'),
    rushes: file('rushes.mov'),
    sound: file('tide.mp3'),
    document: file('brief.pdf'),
  };
}

const drawn = '0.1 0.2 0.5 rg 60 420 180 120 re f BT /F 34 Tf 60 360 Td (The brief) Tj ET';
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 5 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj
5 0 obj<</Length ${drawn.length}>>stream
${drawn}
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
`;
