package org.scangate.scan;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes digests that every JDK has. */
public final class Digests {

  private Digests() {}

  public static MessageDigest sha256() {
    return of("SHA-256");
  }

  /** For what others name content by; not to tell contents apart. */
  public static MessageDigest sha1() {
    return of("SHA-1");
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
