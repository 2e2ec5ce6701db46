package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A real c-icap in the foreground with the service {@code avscan} (virus_scan over a {@link
 * ClamdServer}), on free loopback ports and in a folder of its own that goes with it.
 */
public final class CIcapServer implements AutoCloseable {
  /** Everything that virus_scan knows, so that no type of file is left out. */
  public static final String ALL_TYPES =
      "TEXT DATA EXECUTABLE ARCHIVE GIF JPEG MSOFFICE GRAPHICS STREAM DOCUMENT";

  private static final Path PROGRAM = Path.of("/usr/bin/c-icap");
  private static final String LIBRARIES = "/usr/lib/x86_64-linux-gnu/c_icap";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Set<CIcapServer> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(CIcapServer::close)));
  }

  private final Path folder;
  private final int port = LoopbackPort.free();
  private final int tlsPort = LoopbackPort.free();
  private final Map<String, String> lines = new LinkedHashMap<>();
  private Process process;

  private CIcapServer(ClamdServer clamd) {
    try {
      folder = Files.createTempDirectory("cicap");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    set("PidFile", folder.resolve("pid"));
    set("CommandsSocket", folder.resolve("ctl"));
    set("Port", "127.0.0.1:" + port);
    set("StartServers", 1);
    set("MaxServers", 1);
    set("ThreadsPerChild", 30);
    set("MinSpareThreads", 1);
    set("MaxSpareThreads", 30);
    set("TmpDir", folder);
    set("ModulesDir", LIBRARIES);
    set("ServicesDir", LIBRARIES);
    set("TemplateDir", "/usr/share/c_icap/templates/");
    set("TemplateDefaultLanguage", "en");
    set("LoadMagicFile", "/etc/c-icap/c-icap.magic");
    set("ServerLog", folder.resolve("server.log"));
    set("AccessLog", folder.resolve("access.log"));
    set("Module", "common clamd_mod.so");
    set("clamd_mod.ClamdSocket", clamd.socketPath());
    set("Service", "antivirus_module virus_scan.so");
    set("ServiceAlias", "avscan virus_scan?allow204=on&sizelimit=off&mode=simple");
    set("virus_scan.ScanFileTypes", ALL_TYPES);
    set("virus_scan.DefaultEngine", "clamd");
    set("virus_scan.MaxObjectSize", "100M");
  }

  /** A server that answers. */
  public static CIcapServer start(ClamdServer clamd) {
    return start(clamd, Map.of());
  }

  /** The same with some lines of c-icap.conf changed. */
  public static CIcapServer start(ClamdServer clamd, Map<String, String> changes) {
    CIcapServer server = new CIcapServer(clamd);
    OPEN.add(server);
    try {
      server.restart(changes);
      return server;
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  /** Answers TLS too once it is started again. */
  public void certify(Path certificate, Path key) {
    set("TlsPort", "127.0.0.1:" + tlsPort + " cert=" + certificate + " key=" + key);
  }

  private void set(String name, Object value) {
    lines.put(name, value.toString());
  }

  /** Starts again, on the same port, with some lines changed for good. */
  public void restart(Map<String, String> changes) {
    kill();
    lines.putAll(changes);
    try {
      Files.deleteIfExists(folder.resolve("ctl"));
      Files.deleteIfExists(folder.resolve("pid"));
      List<String> conf =
          lines.entrySet().stream().map(l -> l.getKey() + ' ' + l.getValue()).toList();
      Files.write(folder.resolve("conf"), conf);
      process =
          new ProcessBuilder(PROGRAM.toString(), "-N", "-f", folder.resolve("conf").toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("is Debian's package c-icap installed?", e);
    }
    Await.until("c-icap answers, see " + folder, SOON, this::answers);
  }

  /** Starts again as it was. */
  public void restart() {
    restart(Map.of());
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("c-icap ended with " + process.exitValue());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket
          .getOutputStream()
          .write(
              "OPTIONS icap://x/avscan ICAP/1.0\r\nHost: x\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] begin = socket.getInputStream().readNBytes(16);
      return new String(begin, StandardCharsets.US_ASCII).startsWith("ICAP/1.0 200");
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** SIGKILL, to the processes that it has begun too. */
  public void kill() {
    if (process != null) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      Await.until(
          "c-icap has ended",
          SOON,
          () -> !process.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  /** As in {@code icap://127.0.0.1:12345/avscan}. */
  public String uri() {
    return "icap://127.0.0.1:" + port + "/avscan";
  }

  public String tlsUri() {
    return "icaps://127.0.0.1:" + tlsPort + "/avscan";
  }

  /** Lines of its access log: one for each request. */
  public List<String> requests() {
    try {
      return Files.readAllLines(folder.resolve("access.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    OPEN.remove(this);
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
