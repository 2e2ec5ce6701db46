package org.scangate.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/**
 * Secrets of which a client sends one, as an {@code Authorization} header has it: as Bearer, or as
 * the password of Basic, with any user.
 */
public record SharedSecrets(List<String> secrets) {

  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  public SharedSecrets {
    secrets = List.copyOf(secrets);
  }

  public boolean isEmpty() {
    return secrets.isEmpty();
  }

  /**
   * Whether one of them is sent; never where there is none. Takes the same time for every wrong
   * one, and looks at all of them.
   *
   * @param authorization the header, or null
   */
  public boolean isSent(String authorization) {
    byte[] sent = sha256(sent(authorization));
    boolean known = false;
    for (String secret : secrets) {
      known |= MessageDigest.isEqual(sha256(secret), sent);
    }
    return known;
  }

  /**
   * What is sent, right or wrong; empty: nothing.
   *
   * @param authorization the header, or null
   */
  public static String sent(String authorization) {
    String header = authorization == null ? "" : authorization.strip();
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return header.substring(BEARER.length()).strip();
    }
    if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return password(header.substring(BASIC.length()).strip());
    }
    return "";
  }

  private static String password(String basic) {
    try {
      String userAndPassword = new String(Base64.getDecoder().decode(basic), UTF_8);
      return userAndPassword.substring(userAndPassword.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return ""; // not Base64, so no password: no secret is empty
    }
  }

  private static byte[] sha256(String text) {
    return Digests.sha256().digest(text.getBytes(UTF_8));
  }

  /** Without them: records are printed by accident. */
  @Override
  public String toString() {
    return "SharedSecrets[" + secrets.size() + "]";
  }
}
