package org.scangate.container;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Encrypted files and their likes, from {@code encryption-samples.txt}, which says their origin.
 */
final class EncryptionSamples {

  private static final Map<String, Sample> ALL = read();

  private EncryptionSamples() {}

  static Map<String, Sample> all() {
    return ALL;
  }

  static byte[] bytes(String name) {
    return ALL.get(name).bytes.clone();
  }

  private static Map<String, Sample> read() {
    Map<String, Sample> samples = new LinkedHashMap<>();
    try (InputStream in =
        EncryptionSamples.class.getResourceAsStream("/container/encryption-samples.txt")) {
      String[] parts = new String(in.readAllBytes(), US_ASCII).split("\n= ", -1);
      for (int i = 1; i < parts.length; i++) {
        String[] head = parts[i].substring(0, parts[i].indexOf('\n')).split(" \\| ?", -1);
        String base64 = parts[i].substring(parts[i].indexOf('\n'));
        byte[] packed = Base64.getMimeDecoder().decode(base64);
        Optional<String> told = Optional.of(head[1]).filter(words -> !words.equals("-"));
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
          samples.put(head[0], new Sample(told, gzip.readAllBytes()));
        }
      }
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of them. */
  static final class Sample {
    final Optional<String> told;
    final byte[] bytes;

    Sample(Optional<String> told, byte[] bytes) {
      this.told = told;
      this.bytes = bytes;
    }
  }
}
