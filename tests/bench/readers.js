// readers.js FILE OUT: measures whatsapp-chat-parser the way readers.py measures the others.
const fs = require('fs');
const { parseString } = require('whatsapp-chat-parser');

const [path, out] = process.argv.slice(2);
const peak = () => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'ascii'))[1]) * 1024 / 1e6;
const before = peak();
const taken = [];
let messages;
let memory;
for (let run = 0; run < 5; run += 1) {
  const start = process.hrtime.bigint();
  messages = parseString(fs.readFileSync(path, 'utf8'));
  taken.push(Number(process.hrtime.bigint() - start) / 1e9);
  memory = memory ?? peak() - before;
}
const two = (n) => String(n).padStart(2, '0');
const local = (d) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
const rows = messages.map((m) => [local(m.date), m.author, m.message]);
fs.writeFileSync(out, JSON.stringify({ seconds: Math.min(...taken), memory, rows }));
