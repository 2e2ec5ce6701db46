package org.scangate.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.scangate.testing.Await;
import org.scangate.testing.LoopbackPort;

/** Debian's nginx with what a page says, word for word but for addresses. */
final class Nginx implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Pattern SNIPPET = Pattern.compile("(?m)^```nginx\\n([^`]*)^```$");

  private final Path folder;
  private final int port;
  private Process process;

  /**
   * Two nodes behind it, as the page on reverse proxies says.
   *
   * @param address where it connects from
   */
  static Nginx balancing(Path folder, String policy, String address, int one, int two)
      throws IOException {
    List<String> snippets = snippets("install/reverse-proxy.md");
    Path policyFile = folder.resolve("policy.conf");
    Files.writeString(policyFile, snippets.get(policy.equals("block") ? 1 : 2));
    return new Nginx(
        folder,
        address,
        snippets
            .get(0)
            .replace("192.0.2.11:8080", "127.0.0.1:" + one)
            .replace("192.0.2.12:8080", "127.0.0.1:" + two)
            .replace("/etc/nginx/scangate-policy.conf", policyFile.toString()));
  }

  /**
   * Asks people for their passwords, as the page on the console says.
   *
   * @param passwords a file of them
   * @param address where it connects from
   */
  static Nginx authenticating(Path folder, Path passwords, String address, int node)
      throws IOException {
    String site =
        snippets("operate/console.md")
            .get(0)
            .replace("/etc/nginx/scangate-console.htpasswd", passwords.toString())
            .replace("192.0.2.11:8080", "127.0.0.1:" + node);
    return new Nginx(folder, address, site);
  }

  private Nginx(Path folder, String address, String site) throws IOException {
    this.folder = folder;
    this.port = LoopbackPort.free();
    String here =
        site.replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ';')
            .replaceAll("ssl_certificate.*", "");
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        daemon off;
        user root root;
        pid nginx.pid;
        error_log error.log;
        events {}
        http {
          access_log off;
          proxy_bind %s;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
        %s
        }
        """
            .formatted(address, here));
  }

  private static List<String> snippets(String page) throws IOException {
    return SNIPPET
        .matcher(Files.readString(PAGES.resolve(page)))
        .results()
        .map((MatchResult snippet) -> snippet.group(1))
        .toList();
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString())
            .inheritIO()
            .start();
    Await.until("nginx listens", Duration.ofSeconds(20), this::listens);
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new IllegalStateException("nginx ended by itself, it has said why");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false; // not yet
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port + "/scangate/");
  }

  /** SIGTERM: it ends its workers. */
  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }
}
