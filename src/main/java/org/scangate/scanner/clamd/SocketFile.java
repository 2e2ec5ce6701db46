package org.scangate.scanner.clamd;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The file of a Unix socket, by device and inode. Another process can bind a socket of its own and
 * rename it to the same path while the first one lives; no other file has this inode as long as its
 * socket is open.
 */
record SocketFile(Path path, Object device, Object inode) {

  /**
   * @return empty for an address that is no file, or where files have no inodes
   * @throws IOException when there is no such file
   */
  static Optional<SocketFile> of(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress unix ? of(unix.getPath()) : Optional.empty();
  }

  private static Optional<SocketFile> of(Path path) throws IOException {
    try {
      Map<String, Object> file = Files.readAttributes(path, "unix:dev,ino");
      return Optional.of(new SocketFile(path, file.get("dev"), file.get("ino")));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty(); // Windows
    }
  }

  /**
   * @throws IOException when another one is at its path now, or none
   */
  void require() throws IOException {
    if (!equals(of(path).orElse(null))) {
      throw new IOException("it is another socket now than the one that was proven");
    }
  }
}
