package org.scangate.watch.check;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;

/** Until when the certificates hold of whom Scangate speaks to over TLS. */
public record CertificateCheck(Supplier<Collection<TlsAddress>> addresses, Clock clock)
    implements Check {

  private static final Duration SOON = Duration.ofDays(14);

  /** Of all together: a check that takes longer than 30 s counts as one that hangs. */
  private static final Duration WITHIN = Duration.ofSeconds(20);

  private static final Duration EACH_WITHIN = Duration.ofSeconds(8);

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
    Deadline bound = Deadline.in(WITHIN);
    try (DeadlineTimer timer = new DeadlineTimer()) {
      for (TlsAddress address : addresses.get()) {
        String where = address.toString();
        try {
          Instant end = PeerCertificate.end(address, timer, bound.atMost(EACH_WITHIN));
          ends.putIfAbsent(end, where);
          details.put(where, "until " + end);
        } catch (IOException e) {
          details.put(where, "no answer: " + e); // its own check tells
        }
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
