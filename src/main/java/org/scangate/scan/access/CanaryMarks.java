package org.scangate.scan.access;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By what this process knows the requests of its own canaries when they come in again: a random
 * word for each, which counts once. It changes no verdict; it only keeps the scan of a test file
 * from being taken for an upload. So nobody may be able to guess or repeat one: an upload that bore
 * it would be a finding that alarms nobody.
 */
public final class CanaryMarks {

  /** The header of a request that bears one. */
  public static final String HEADER = "X-Scangate-Canary";

  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();

  /** The canary's name by its mark; no more of them than there are requests on their way. */
  private final Map<String, String> open = new ConcurrentHashMap<>();

  /** A new one for one request, to be {@linkplain #withdraw withdrawn} when that is over. */
  public String issue(String canary) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String mark = HexFormat.of().formatHex(bytes);
    open.put(mark, canary);
    return mark;
  }

  /** It counts no more, whether or not its request has come. */
  public void withdraw(String mark) {
    open.remove(mark);
  }

  /**
   * Whose request it is; from now on nobody's.
   *
   * @param header as it came, or null
   * @return empty: not one of this process's canaries
   */
  public Optional<String> redeem(String header) {
    return header == null ? Optional.empty() : Optional.ofNullable(open.remove(header));
  }
}
