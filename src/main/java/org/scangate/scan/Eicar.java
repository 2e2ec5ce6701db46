package org.scangate.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The EICAR test file, 68 bytes: what every engine must find.
 *
 * <p>Put together at run time, so that neither this class nor the WAR is found infected.
 */
public final class Eicar {

  /** Its length in bytes. */
  public static final int SIZE = 68;

  private static final String FIRST = "X5O!P%@AP[4\\PZX54(P^)7CC)7}";
  private static final String SECOND = "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

  private Eicar() {}

  public static byte[] bytes() {
    return String.join("", FIRST, SECOND).getBytes(US_ASCII);
  }
}
