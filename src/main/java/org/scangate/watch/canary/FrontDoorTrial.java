package org.scangate.watch.canary;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.scangate.scan.DataSize;
import org.scangate.scan.LogText;
import org.scangate.scan.access.CanaryMarks;

/**
 * Through the front door: Scangate's public address, as Moodle asks it. Finds limits and time-outs
 * of what stands before it, whoever answers in its place, and certificates.
 */
final class FrontDoorTrial implements CanaryTrial {

  private static final long SMALL = 1000;
  private static final long[] SIZES = {2 << 20, 20 << 20};
  private static final String NOT_SCANNED = "Not scanned: ";
  private static final String NOT_READY = "NOT READY: ";

  private final CanarySettings settings;
  private final CanaryMarks marks;
  private final Supplier<OptionalLong> proven;

  /**
   * @param proven the largest file that gets a verdict now, in bytes; empty: not known
   */
  FrontDoorTrial(CanarySettings settings, CanaryMarks marks, Supplier<OptionalLong> proven) {
    this.settings = settings;
    this.marks = marks;
    this.proven = proven;
  }

  @Override
  public void run(CanaryClient client) throws CanaryFailure {
    conncheck(client);
    scan(client, "EICAR", CanaryFile.eicar(), "FOUND");
    scan(client, "a clean file", CanaryFile.clean(SMALL), "OK");
    for (long size : sizes()) {
      scan(client, "a body of " + new DataSize(size), CanaryFile.clean(size), "OK");
    }
  }

  /** Those that can be scanned, and the largest one that can. */
  private long[] sizes() {
    OptionalLong most = proven.get();
    return LongStream.concat(LongStream.of(SIZES), most.stream())
        .filter(size -> size > SMALL && size <= most.orElse(Long.MAX_VALUE))
        .sorted()
        .distinct()
        .toArray();
  }

  private void conncheck(CanaryClient client) throws CanaryFailure {
    String mark = marks.issue(settings.name());
    try {
      String of = "/conncheck";
      Engine engine = engine(client.send(request(client, of, mark).GET(), of), of);
      if (!engine.status().equals("OK") || engine.msg().startsWith(NOT_READY)) {
        throw new CanaryFailure("/conncheck was answered " + engine + "; right is OK");
      }
    } finally {
      marks.withdraw(mark);
    }
  }

  private void scan(CanaryClient client, String of, CanaryFile file, String right)
      throws CanaryFailure {
    String mark = marks.issue(settings.name());
    try {
      CanaryForm form = new CanaryForm(Map.of(), "scanfile", file);
      CanaryAnswer answer = client.post(request(client, "/scan", mark), of, form);
      Engine engine = engine(answer, of);
      if (!engine.status().equals(right)
          || answer.code() != 200
          || engine.msg().startsWith(NOT_SCANNED)) {
        throw new CanaryFailure(
            of + " was answered HTTP " + answer.code() + " " + engine + "; right is " + right);
      }
    } finally {
      marks.withdraw(mark);
    }
  }

  private HttpRequest.Builder request(CanaryClient client, String path, String mark) {
    HttpRequest.Builder request = client.request(path).header(CanaryMarks.HEADER, mark);
    settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  /** What an engine says, as Moodle understands it. */
  private record Engine(String status, String msg) {
    @Override
    public String toString() {
      return LogText.of(status) + (msg.isEmpty() ? "" : " \"" + LogText.of(msg) + '"');
    }
  }

  private Engine engine(CanaryAnswer answer, String of) throws CanaryFailure {
    if (!answer.isRedirect()
        && answer.json().orElse(null) instanceof JsonObject json
        && json.get("status") instanceof JsonString status
        && json.get("msg") instanceof JsonString msg) {
      if (answer.code() == 401) {
        throw new CanaryFailure(
            of
                + " was refused with HTTP 401: "
                + settings.keys()
                + "token must be one of scangate.moodle.token");
      }
      return new Engine(status.getString(), msg.getString());
    }
    throw new CanaryFailure(
        of + " was answered " + answer.shown() + ", not by Scangate: " + remedy(answer));
  }

  private String remedy(CanaryAnswer answer) {
    return switch (answer.code()) {
      case 413 ->
          "a proxy before it takes no such body (nginx: client_max_body_size, 1m unless it is set);"
              + " set it to no less than scangate.max-file-size";
      case 400 ->
          "the server may take no such body (WildFly: max-post-size, 10 MiB unless it is set); set it"
              + " to no less than scangate.max-file-size";
      case 401, 403, 407 ->
          "a proxy before it asks for a login or refuses; Moodle has to be let through";
      case 404 -> "nothing of it is there; " + settings.keys() + "url must have its context root";
      case 502, 503, 504 -> "a proxy before it does not reach it, or not in time";
      default ->
          "something answers in its place; " + settings.keys() + "url must lead to Scangate's JSON";
    };
  }
}
