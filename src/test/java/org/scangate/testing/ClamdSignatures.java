package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A clamd's signature folder. clamd reads it at its start and when it is told to reload. */
final class ClamdSignatures {
  private final Path folder;
  private final Map<String, byte[]> local = new TreeMap<>();
  private int canaries;

  ClamdSignatures(Path folder) {
    this.folder = folder;
    write("eicar.hdb", hash("Eicar-Test", Fixtures.eicar()));
    write("marker.ndb", anywhere("Scangate-Marker", bytes(ClamdServer.MARKER)));
    nextCanary();
  }

  void add(String name, byte[] bytes) {
    local.put(name, bytes.clone());
    writeLocal();
  }

  void remove(String name) {
    local.remove(name);
    writeLocal();
  }

  void setVersion(int version) {
    write(VersionedDatabase.FILE_NAME, VersionedDatabase.withVersion(version));
  }

  /** Content that is infected as soon as the signatures that are in the folder now are loaded. */
  byte[] nextCanary() {
    canaries++;
    byte[] canary = bytes("Scangate-Canary-" + canaries);
    write("canary.hdb", hash("Scangate-Canary", canary));
    return canary;
  }

  private void writeLocal() {
    StringBuilder lines = new StringBuilder();
    local.forEach((name, bytes) -> lines.append(anywhere(name, bytes)));
    write("local.ndb", lines.toString());
  }

  /** Content that is these bytes and nothing else. */
  private static String hash(String name, byte[] content) {
    return "%s:%d:%s\n".formatted(Fixtures.md5(content), content.length, name);
  }

  /** Content of any type (0) with these bytes at any offset (*). */
  private static String anywhere(String name, byte[] content) {
    return "%s:0:*:%s\n".formatted(name, HexFormat.of().formatHex(content));
  }

  private void write(String file, String lines) {
    write(file, bytes(lines));
  }

  /** Never an empty file: clamd takes that for a broken database and does not start. */
  private void write(String file, byte[] content) {
    Path path = folder.resolve(file);
    try {
      if (content.length == 0) {
        Files.deleteIfExists(path);
      } else {
        Files.write(path, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write clamd's signatures", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
