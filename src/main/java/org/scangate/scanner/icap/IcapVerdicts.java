package org.scangate.scanner.icap;

import java.util.Optional;
import java.util.OptionalInt;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.UnscannedException;

/**
 * What an answer means. Only 204 to a whole body, with nothing that tells of a finding, is clean.
 */
final class IcapVerdicts {

  private static final int FORBIDDEN = 403;

  private final String engine;
  private final IcapSettings settings;

  IcapVerdicts(String engine, IcapSettings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /**
   * What the ICAP headers alone decide.
   *
   * @return empty when it depends on what the answer encloses
   */
  Optional<Verdict> of(IcapExchange.Reply reply) throws TornAnswer {
    IcapHead head = reply.head();
    Optional<Verdict> finding = InfectionHeaders.in(head.headers(), settings.foundHeaders());
    if (finding.isPresent()) {
      return finding;
    }
    return switch (head.status()) {
      case IcapHead.OK -> Optional.empty();
      case IcapHead.NO_MODIFICATION -> Optional.of(unmodified(reply));
      default -> Optional.of(refused(head).verdict());
    };
  }

  private Verdict unmodified(IcapExchange.Reply reply) throws TornAnswer {
    if (reply.head().encapsulated().map(Encapsulated::hasBody).orElse(false)) {
      throw new TornAnswer("204 with a body");
    }
    return reply.whole()
        ? new Verdict.Clean()
        : new Verdict.Unscanned(
            Reason.UNREACHABLE, engine + " said clean before it had the whole file");
  }

  /**
   * A 200 without a finding in its headers.
   *
   * @param httpStatus of the response that is to replace the sample; empty when it is a request
   */
  Verdict replaced(OptionalInt httpStatus) {
    int status = httpStatus.orElse(IcapHead.OK);
    if (status == FORBIDDEN) {
      return new Verdict.Infected("blocked with HTTP status 403");
    }
    if (status != IcapHead.OK) {
      return new Verdict.Unscanned(
          Reason.REFUSED,
          "%s answered with a page of HTTP status %s and none of scangate.%s.found-headers, which tells nothing of the file"
              .formatted(engine, status, settings.name()));
    }
    return new Verdict.Unscanned(
        Reason.LIMIT_EXCEEDED,
        engine
            + " answered with the file itself, so it has not scanned it: over its limit (c-icap: virus_scan.MaxObjectSize, virus_scan.StartSendPercentDataAfter) or of a type that it leaves out");
  }

  /** The answer to OPTIONS or to a sample, when it is an error (RFC 3507 §4.3.3). */
  UnscannedException refused(IcapHead head) {
    String said = engine + " answered " + head.quoted();
    return switch (head.status()) {
      case 401, 407 ->
          new UnscannedException(
              Reason.MISCONFIGURED,
              said + ": it asks for credentials; let it admit Scangate by its address");
      case 403 ->
          new UnscannedException(
              Reason.MISCONFIGURED, said + ": let its access rules admit Scangate's address");
      case 404 ->
          new UnscannedException(
              Reason.MISCONFIGURED,
              said + ": service not found; set scangate." + settings.name() + ".uri to one of its");
      case 405 ->
          new UnscannedException(
              Reason.MISCONFIGURED,
              said + ": set scangate." + settings.name() + ".method to one that it offers");
      case 408, 500, 502, 503, 504 -> new UnscannedException(Reason.UNREACHABLE, said);
      default -> new UnscannedException(Reason.REFUSED, said);
    };
  }
}
