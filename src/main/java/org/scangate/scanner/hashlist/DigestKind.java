package org.scangate.scanner.hashlist;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The kinds of digests that lists have, in the order in which one of a row's is taken. */
enum DigestKind {
  SHA256("SHA-256", 64),
  SHA1("SHA-1", 40),
  MD5("MD5", 32);

  private final String algorithm;
  private final int digits;

  DigestKind(String algorithm, int digits) {
    this.algorithm = algorithm;
    this.digits = digits;
  }

  /** The kind whose digests have so many hexadecimal digits. */
  static Optional<DigestKind> ofDigits(int digits) {
    return switch (digits) {
      case 64 -> Optional.of(SHA256);
      case 40 -> Optional.of(SHA1);
      case 32 -> Optional.of(MD5);
      default -> Optional.empty();
    };
  }

  int digits() {
    return digits;
  }

  MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
