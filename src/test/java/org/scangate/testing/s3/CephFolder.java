package org.scangate.testing.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Ceph cluster's configuration and state in a temporary folder, and its programs run on it. */
final class CephFolder {
  private static final Duration MAX_START = Duration.ofMinutes(2);

  private final String id = UUID.randomUUID().toString();
  private final Path folder;

  CephFolder(int monitorPort, int gatewayPort) {
    try {
      folder = Files.createTempDirectory("ceph");
      for (String part : List.of("mon", "osd", "rgw")) {
        Files.createDirectory(folder.resolve(part));
      }
      Files.writeString(configuration(), lines(monitorPort, gatewayPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One copy of everything, kept in memory; pools are proposed at once instead of every second. */
  private String lines(int monitorPort, int gatewayPort) {
    return """
        [global]
        fsid = %1$s
        mon_host = [v2:127.0.0.1:%3$d/0]
        public_addr = 127.0.0.1
        cluster_addr = 127.0.0.1
        auth_cluster_required = none
        auth_service_required = none
        auth_client_required = none
        ms_mon_client_mode = crc
        ms_mon_cluster_mode = crc
        ms_mon_service_mode = crc
        mon_data = %2$s/mon
        osd_data = %2$s/osd
        rgw_data = %2$s/rgw
        run_dir = %2$s
        keyring = %2$s/keyring
        log_file = %2$s/$name.log
        admin_socket = %2$s/$name.$pid.asok
        pid_file =
        osd_objectstore = memstore
        memstore_device_bytes = 8G
        osd_pool_default_size = 1
        osd_pool_default_min_size = 1
        osd_pool_default_pg_num = 1
        osd_pool_default_pgp_num = 1
        osd_crush_chooseleaf_type = 0
        mon_allow_pool_size_one = true
        mon_data_avail_crit = 1
        paxos_propose_interval = 0.02
        paxos_min_wait = 0.01
        rgw_frontends = beast endpoint=127.0.0.1:%4$d tcp_nodelay=1
        rgw_thread_pool_size = 32
        """
        .formatted(id, folder, monitorPort, gatewayPort);
  }

  private Path configuration() {
    return folder.resolve("ceph.conf");
  }

  /** The cluster's fsid. */
  String id() {
    return id;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Runs to its end, without an error. */
  void run(String... command) {
    Process process = start(command);
    try {
      if (!process.waitFor(MAX_START.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "Not within " + MAX_START + ": " + String.join(" ", command));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output(command[0]));
    }
  }

  /** A program that goes on, with the cluster's configuration. */
  Process start(String... command) {
    List<String> all =
        Stream.concat(Stream.of(command), Stream.of("-c", configuration().toString())).toList();
    try {
      return new ProcessBuilder(all)
          .redirectErrorStream(true)
          .redirectOutput(output(Path.of(command[0])).toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a program has printed. */
  String output(String program) {
    try {
      return Files.readString(output(Path.of(program)));
    } catch (IOException e) {
      return "no output: " + e;
    }
  }

  private Path output(Path program) {
    return path(program.getFileName() + ".out");
  }

  void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
