/** What VS Code's fetch asks directly whatever `http.proxy` says (@vscode/proxy-agent, resolveProxy). */
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * True for the names and addresses of this machine that no proxy is asked for, where plain HTTP is
 * allowed: 127.0.0.2 or `app.localhost` may leave the machine. `hostname` as URL gives it.
 */
export function isLoopback(hostname: string): boolean {
  return loopback.includes(hostname);
}
