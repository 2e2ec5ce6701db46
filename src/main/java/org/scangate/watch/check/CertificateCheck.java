package org.scangate.watch.check;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Until when the certificates hold of whom Scangate speaks to over TLS.
 *
 * @param addresses of which host and port count; without a port 443
 */
public record CertificateCheck(Supplier<Collection<URI>> addresses, Clock clock) implements Check {

  private static final Duration SOON = Duration.ofDays(14);
  private static final int HTTPS = 443;

  @Override
  public String name() {
    return "certificates";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofHours(1));
  }

  @Override
  public CheckResult look() {
    Map<String, String> details = new TreeMap<>();
    Map<Instant, String> ends = new TreeMap<>();
    for (URI address : addresses.get()) {
      String where = address.getHost() + ":" + (address.getPort() < 0 ? HTTPS : address.getPort());
      try {
        Instant end =
            PeerCertificate.end(
                address.getHost(), address.getPort() < 0 ? HTTPS : address.getPort());
        ends.putIfAbsent(end, where);
        details.put(where, "until " + end);
      } catch (IOException e) {
        details.put(where, "no answer: " + e); // its own check tells
      }
    }
    if (details.isEmpty()) {
      return CheckResult.notApplicable("Nobody is spoken to over TLS.");
    }
    return judged(ends).with(details).explainedBy("install/tls.html");
  }

  private CheckResult judged(Map<Instant, String> ends) {
    for (Map.Entry<Instant, String> first : ends.entrySet()) {
      Duration left = Duration.between(clock.instant(), first.getKey());
      if (left.isNegative()) {
        return CheckResult.error(
            "The certificate of %s has expired, at %s: nobody there is believed."
                .formatted(first.getValue(), first.getKey()));
      }
      if (left.compareTo(SOON) < 0) {
        return CheckResult.warning(
            "The certificate of %s expires in %s: renew it."
                .formatted(first.getValue(), Durations.inWords(left)));
      }
      break; // the others hold longer
    }
    return CheckResult.ok("No certificate expires within 14 days.");
  }
}
