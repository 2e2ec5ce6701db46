package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A made-up bad file, as its text: what lists say of it, and what they are asked. */
record KnownBad(String text) {

  byte[] bytes() {
    return text.getBytes(UTF_8);
  }

  byte[] digest(DigestKind kind) {
    return kind.newDigest().digest(bytes());
  }

  String hex(DigestKind kind) {
    return HexFormat.of().formatHex(digest(kind));
  }

  String md5() {
    return hex(DigestKind.MD5);
  }

  String sha1() {
    return hex(DigestKind.SHA1);
  }

  String sha256() {
    return hex(DigestKind.SHA256);
  }

  /** What the lists call it; empty when they do not have it. */
  Optional<String> nameIn(Lists lists) {
    return List.of(DigestKind.values()).stream()
        .flatMap(kind -> lists.find(kind, digest(kind)).stream())
        .findFirst();
  }

  static Lists read(Path... files) throws IOException {
    return Lists.read(List.of(files), Instant.EPOCH);
  }
}
