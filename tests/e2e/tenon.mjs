// Starts the program with the demo company in a folder of its own, and stops it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @returns {Promise<{address: string, passwords: Record<string, string>, stop: () => Promise<void>}>} */
export async function startTenon() {
  const binary = process.env.TENON_BIN ?? join(ROOT, 'target/debug/tenon');
  const folder = mkdtempSync(join(tmpdir(), 'tenon-e2e-'));
  const child = spawn(binary, ['--data', folder, '--listen', '127.0.0.1:0', 'demo'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complained = '';
  child.stderr.on('data', (bytes) => { complained += bytes; });
  const address = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not started within 120 s: ${said}${complained}`)), 120_000);
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = said.match(/^(http:\/\/\S+)$/m);
      if (found) {
        clearTimeout(timer);
        resolve(found[1]);
      }
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${said}${complained}`)));
  });
  const passwords = {};
  for (const line of said.split('\n')) {
    const found = line.match(/^ {2}(\w+) +(\w{14}) /);
    if (found) passwords[found[1]] = found[2];
  }
  const stop = async () => {
    child.removeAllListeners('exit');
    const ended = new Promise((resolve) => { child.on('exit', resolve); });
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, passwords, stop };
}
