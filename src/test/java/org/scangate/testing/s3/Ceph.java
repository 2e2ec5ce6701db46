package org.scangate.testing.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.scangate.testing.Await;
import org.scangate.testing.LoopbackPort;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real Ceph object gateway over a cluster of its own: one monitor, one OSD in memory, no manager.
 * Needs to be root.
 *
 * <p>Otherwise than AWS: neither answer about tags names the version, a version that is not there
 * is {@code NoSuchKey} (AWS: {@code NoSuchVersion}) and so is a delete marker asked for by its
 * version (AWS: 405), no answer has {@code x-amz-delete-marker}, two tags of one name are accepted,
 * and {@code PutObject} with {@code If-None-Match: *} overwrites in a bucket with versions. Its
 * answers to lists are chunked; one whose page ends at or starts after a key with a control
 * character is not XML, even with {@code encoding-type=url}. A PUT of tags that expects a
 * 100-continue never gets it.
 */
public final class Ceph implements S3Server {
  /** What to tell where it is not {@link #installed}. */
  public static final String PACKAGES =
      "Ceph is not installed: apt-get install -y --no-install-recommends"
          + " radosgw ceph-mon ceph-osd";

  private static final Path PROGRAMS = Path.of("/usr/bin");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Set<Ceph> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Ceph::close)));
  }

  private final int monitorPort = LoopbackPort.free();
  private final int port = LoopbackPort.free();
  private final CephFolder folder = new CephFolder(monitorPort, port);
  private final Deque<Process> running = new ArrayDeque<>();
  private final S3Client client = client(endpoint());

  private Ceph() {}

  /** Whether all of Debian's packages that it needs are there. */
  public static boolean installed() {
    return Stream.of("radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph", "monmaptool")
        .allMatch(program -> Files.isExecutable(PROGRAMS.resolve(program)));
  }

  /** A gateway that answers, without buckets. */
  public static Ceph start() {
    if (!installed()) {
      throw new IllegalStateException(PACKAGES);
    }
    Ceph ceph = new Ceph();
    OPEN.add(ceph);
    try {
      ceph.startMonitor();
      ceph.startStorage();
      ceph.startGateway();
      return ceph;
    } catch (RuntimeException | Error e) {
      ceph.close();
      throw e;
    }
  }

  private void startMonitor() {
    String map = folder.path("monmap").toString();
    String address = "[v2:127.0.0.1:" + monitorPort + "/0]";
    folder.run(
        program("monmaptool"), "--create", "--fsid", folder.id(), "--addv", "a", address, map);
    folder.run(program("ceph-mon"), "--mkfs", "-i", "a", "--monmap", map);
    running.push(folder.start(program("ceph-mon"), "-f", "-i", "a"));
  }

  private void startStorage() {
    String id = UUID.randomUUID().toString();
    folder.run(program("ceph"), "osd", "new", id);
    folder.run(program("ceph-osd"), "--mkfs", "-i", "0", "--osd-uuid", id);
    running.push(folder.start(program("ceph-osd"), "-f", "-i", "0"));
  }

  private void startGateway() {
    folder.run(
        program("radosgw-admin"),
        "user",
        "create",
        "--uid=test",
        "--display-name=test",
        "--access-key=" + accessKey(),
        "--secret-key=" + secretKey());
    Process gateway = folder.start(program("radosgw"), "-f", "-n", "client.rgw");
    running.push(gateway);
    Await.until("radosgw listens", SOON, () -> listens(gateway));
  }

  private boolean listens(Process gateway) {
    if (!gateway.isAlive()) {
      throw new IllegalStateException("radosgw has ended: " + folder.output("radosgw"));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false; // not yet
    }
  }

  private static String program(String name) {
    return PROGRAMS.resolve(name).toString();
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public String accessKey() {
    return "local";
  }

  @Override
  public String secretKey() {
    return "local-secret";
  }

  @Override
  public String region() {
    return "default";
  }

  @Override
  public String name() {
    return "Ceph";
  }

  @Override
  public S3Client client() {
    return client;
  }

  /** Killed, the last one started first: there is nothing to be kept. */
  @Override
  public void close() {
    OPEN.remove(this);
    client.close();
    running.forEach(Process::destroyForcibly);
    Await.until("Ceph has ended", SOON, () -> running.stream().noneMatch(Process::isAlive));
    folder.delete();
  }
}
