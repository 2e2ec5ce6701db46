package org.scangate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's nginx on loopback before one server, with what a test wants to see of it. */
public final class NginxProcess implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

  private final int port = LoopbackPort.free();
  private final Process process;

  private NginxProcess(Path folder, String before, String settings) throws IOException {
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off;
        user root root;
        pid nginx.pid;
        error_log error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          server {
            listen 127.0.0.1:%d;
            %s
            location / { proxy_pass %s; }
          }
        }
        """
            .formatted(port, settings, before));
    process =
        new ProcessBuilder(
                PROGRAM.toString(), "-p", folder.toString(), "-c", configuration.toString())
            .inheritIO()
            .start();
  }

  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Starts it.
   *
   * @param before the server that it stands before, a URL without a path
   * @param settings such as {@code client_max_body_size 1m;}
   */
  public static NginxProcess start(Path folder, String before, String settings) throws IOException {
    NginxProcess nginx = new NginxProcess(folder, before, settings);
    Await.until("nginx listens", Duration.ofSeconds(20), nginx::listens);
    return nginx;
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

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** SIGTERM: it ends its workers. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
