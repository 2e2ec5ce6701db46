package org.scangate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real clamd in the foreground, on a free loopback port and on a Unix socket, in a folder of its
 * own that goes with it. It knows the EICAR file (only alone, as with the official signatures) and
 * {@link #MARKER} (anywhere in anything), and what a test adds. It is ready in a fraction of a
 * second and needs neither root nor a network.
 *
 * <pre>{@code
 * try (ClamdServer clamd = ClamdServer.builder().option("MaxThreads", "4").start()) { … }
 * }</pre>
 *
 * Not for several threads at once, except for {@link #kill}, {@link #freeze} and {@link #thaw}.
 */
public final class ClamdServer implements AutoCloseable {
  /**
   * Infected wherever it stands, in content of any type and size that clamd reads at all. In lower
   * case, since of HTML clamd looks only at what it has normalised (and there not at comments).
   */
  public static final String MARKER = "scangate-test-marker-5d1f0c6b9a";

  /** How clamd answers to the EICAR file. */
  public static final String EICAR_FOUND = "stream: Eicar-Test.UNOFFICIAL FOUND";

  /** How clamd answers to {@link #MARKER}. */
  public static final String MARKER_FOUND = "stream: Scangate-Marker.UNOFFICIAL FOUND";

  private static final Duration SOON = ClamdServerProcess.SOON;
  private static final String CANNOT_BIND = "TCP: Cannot bind";
  private static final int ATTEMPTS_TO_FIND_A_PORT = 5;

  private static final Set<ClamdServer> OPEN = ConcurrentHashMap.newKeySet();

  static {
    // a test run that is interrupted must not leave servers behind
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(ClamdServer::close)));
  }

  private final ClamdFolder folder = new ClamdFolder();
  private final ClamdServerProcess process = new ClamdServerProcess(folder.output());
  private final ClamdSignatures signatures = new ClamdSignatures(folder.database());
  private final ClamdConf conf;
  private volatile int port;

  ClamdServer(ClamdConf options, OptionalInt databaseVersion) {
    conf = new ClamdConf(options);
    conf.set("LocalSocket", folder.socket());
    conf.set("DatabaseDirectory", folder.database());
    conf.set("TemporaryDirectory", folder.temporary());
    conf.set("LogFile", folder.log());
    databaseVersion.ifPresent(signatures::setVersion);
  }

  /**
   * What Debian's packaged clamd.conf limits and alerts, for {@link ClamdServerBuilder#options}.
   */
  public static Map<String, String> debianLimits() {
    return ClamdConf.debianLimits();
  }

  public static ClamdServerBuilder builder() {
    return new ClamdServerBuilder();
  }

  /** Starts with the options it has and waits until it answers. */
  public void start() {
    if (port == 0) {
      startOnFreePort();
    } else {
      launch();
      awaitReady();
    }
  }

  /** Waits until PING is answered on the Unix socket and on the TCP port. */
  public void awaitReady() {
    Await.until("clamd answers PING", SOON, () -> !isAlive() || answers(directOverUnix()));
    // without its TCP port it is content with the other socket, and goes on
    if (!isAlive() || process.output().contains(CANNOT_BIND)) {
      throw new IllegalStateException("clamd failed to start: " + process.output());
    }
    Await.until("clamd answers PING over TCP", SOON, () -> answers(direct()));
  }

  /** SIGKILL: whatever it was doing, its connections break. */
  public void kill() {
    process.kill();
  }

  /** SIGTERM: it ends as it does when its service is stopped. */
  public void terminate() {
    process.terminate();
  }

  /** SIGSTOP: connections are still accepted, by the kernel, and nothing is answered. */
  public void freeze() {
    process.freeze();
  }

  /** SIGCONT: goes on where it was frozen. */
  public void thaw() {
    process.thaw();
  }

  /** Starts again, on the same port and socket, after a kill if it is still alive. */
  public void restart() {
    restart(Map.of());
  }

  /**
   * Starts again, on the same port and socket, with some options changed for good.
   *
   * @param changes clamd.conf's names to values; an empty value takes the line out
   */
  public void restart(Map<String, String> changes) {
    kill();
    conf.setAll(changes);
    start();
  }

  /**
   * Makes clamd load its signatures anew and returns when they are in force, which shows by a
   * signature that only the new ones have.
   */
  public void reload() throws IOException {
    byte[] canary = signatures.nextCanary();
    direct().ask("RELOAD");
    Await.until(
        "clamd uses its new signatures; its log: " + logFile(),
        SOON,
        () -> direct().scan(canary).endsWith(" FOUND"));
  }

  /** A local signature for content that has these bytes anywhere; to be followed by a reload. */
  public void addSignature(String name, byte[] bytes) {
    signatures.add(name, bytes);
  }

  /** Takes a local signature back; to be followed by a reload. */
  public void removeSignature(String name) {
    signatures.remove(name);
  }

  /** Makes VERSION tell this number, as of official signatures; to be followed by a reload. */
  public void setDatabaseVersion(int version) {
    signatures.setVersion(version);
  }

  /**
   * Lays signatures of this version where freshclam will get them, as from a mirror.
   *
   * @return its configuration
   */
  public Path offerToFreshclam(int version, Instant built) throws IOException {
    Path offered = Files.createDirectories(folder.mirror()).resolve(VersionedDatabase.FILE_NAME);
    Files.write(offered, VersionedDatabase.withVersion(version, built));
    String lines =
        """
        DatabaseDirectory %s
        DatabaseOwner root
        DatabaseMirror 127.0.0.1:9
        ExcludeDatabase main
        ExcludeDatabase daily
        ExcludeDatabase bytecode
        DatabaseCustomURL file://%s
        NotifyClamd %s
        """;
    return Files.writeString(
        folder.freshclamConfiguration(),
        lines.formatted(folder.database(), offered, folder.configuration()));
  }

  /** As in {@code 127.0.0.1:12345}. */
  public String tcpAddress() {
    return "127.0.0.1:" + port;
  }

  /** As in {@code unix:/tmp/clamd123/clamd.sock}. */
  public String unixAddress() {
    return "unix:" + socketPath();
  }

  public int port() {
    return port;
  }

  public Path socketPath() {
    return folder.socket();
  }

  /** The folder of its signatures, for a test that breaks them. */
  public Path database() {
    return folder.database();
  }

  /** Where it keeps what it is scanning. */
  public Path temporaryFolder() {
    return folder.temporary();
  }

  /** Its clamd.conf, for a client that reads it. */
  public Path configuration() {
    return folder.configuration();
  }

  public Path logFile() {
    return folder.log();
  }

  /** Asks over TCP, past everything that is under test. */
  public DirectClamd direct() {
    return direct(SOON);
  }

  /** The same with a time bound of its own for each command. */
  public DirectClamd direct(Duration timeout) {
    return new DirectClamd(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
  }

  /** Asks over the Unix socket. */
  public DirectClamd directOverUnix() {
    return new DirectClamd(UnixDomainSocketAddress.of(socketPath()), SOON);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** How many files and sockets it has open. */
  public int openFiles() {
    return process.openFiles();
  }

  /** How many threads it has; clamd ends its idle ones only after IdleTimeout. */
  public int threads() {
    return process.threads();
  }

  /** How many files and folders it keeps in its temporary folder. */
  public int temporaryFiles() {
    return ClamdServerProcess.entries(temporaryFolder());
  }

  /** Kills it and deletes its folder. */
  @Override
  public void close() {
    OPEN.remove(this);
    kill();
    folder.delete();
  }

  private void startOnFreePort() {
    for (int attempt = 1; ; attempt++) {
      port = LoopbackPort.free();
      conf.set("TCPSocket", port);
      launch();
      try {
        awaitReady();
        return;
      } catch (IllegalStateException e) {
        // another program may have been quicker to take the port
        if (attempt == ATTEMPTS_TO_FIND_A_PORT || !process.output().contains(CANNOT_BIND)) {
          throw e;
        }
        kill();
      }
    }
  }

  private void launch() {
    OPEN.add(this);
    folder.writeConfiguration(conf);
    process.start(folder.configuration());
  }

  private static boolean answers(DirectClamd clamd) {
    try {
      return clamd.ask("PING").equals("PONG");
    } catch (IOException e) {
      return false; // not yet
    }
  }
}
