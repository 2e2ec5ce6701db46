package org.scangate.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody was or shall be told.
 *
 * @param id the same however often it is sent
 * @param made when its causes were gathered
 * @param trouble false: a trouble is over
 * @param quiet told to nobody: it was acknowledged
 * @param first when the first of its causes was
 * @param causes how many there were
 * @param examples the first few, a line each
 * @param deliveries one for each way that it is told
 */
public record AlertRecord(
    UUID id,
    Instant made,
    String rule,
    String subject,
    boolean trouble,
    boolean quiet,
    Instant first,
    Instant last,
    long causes,
    List<String> examples,
    List<Delivery> deliveries) {

  public AlertRecord {
    examples = List.copyOf(examples);
    deliveries = List.copyOf(deliveries);
  }

  /** How a delivery is. */
  public enum State {
    WAITING("waiting"),
    SENT("sent"),
    GIVEN_UP("given-up");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    static State of(String word) {
      for (State one : values()) {
        if (one.word.equals(word)) {
          return one;
        }
      }
      return GIVEN_UP; // of a later version: nobody sends it here
    }
  }

  /**
   * On its way, or there.
   *
   * @param channel such as {@code mail}
   * @param attempts begun so far
   * @param due while it waits: when it is tried next
   * @param ended when it was sent or given up
   * @param answer what the other side said last, or what went wrong; empty: nothing yet
   */
  public record Delivery(
      String channel,
      State state,
      int attempts,
      Instant due,
      Optional<Instant> ended,
      String answer) {}

  AlertRecord with(List<Delivery> of) {
    return new AlertRecord(
        id, made, rule, subject, trouble, quiet, first, last, causes, examples, of);
  }
}
