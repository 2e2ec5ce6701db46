package org.scangate.testing;

import java.io.IOException;
import java.util.List;

/**
 * What a {@link ScriptedClamd} does in place of a true answer to INSTREAM.
 *
 * @param name for the names of tests
 * @param from the earliest moment at which it begins
 * @param act after which the connection is closed
 */
public record Misbehaviour(String name, From from, Act act) {

  /** The earliest moment. Where a token in the content decides, it is not before the token. */
  public enum From {
    COMMAND,
    BODY,
    ANSWER
  }

  /** Reads, sends, hangs. */
  @FunctionalInterface
  public interface Act {
    void on(ClamdWire wire) throws IOException;
  }

  /** Says OK to everything: what shows that a scanner was asked for a virus that it must know. */
  public static final Misbehaviour BLIND = answering("blind", wire -> wire.answer("stream: OK"));

  public static final Misbehaviour GARBAGE =
      answering("garbage", wire -> wire.answer("\u0016\u0003\u0001%&?<html>\n\r\u00ff\u00fe"));

  public static final Misbehaviour EMPTY_ANSWER =
      answering("an empty answer", wire -> wire.answer(""));

  public static final Misbehaviour NO_ANSWER = answering("closes without answer", wire -> {});

  public static final Misbehaviour HALF_ANSWER =
      answering("half an answer", wire -> wire.send("stream: O"));

  public static final Misbehaviour UNTERMINATED =
      answering("an answer without terminator", wire -> wire.send("stream: OK"));

  public static final Misbehaviour UNTERMINATED_THEN_HANGS =
      answering(
          "an answer without terminator, then silence",
          wire -> {
            wire.send("stream: OK");
            wire.hang();
          });

  public static final Misbehaviour ENDLESS_ANSWER =
      answering(
          "an endless answer",
          wire -> {
            wire.send("stream: ");
            while (!Thread.currentThread().isInterrupted()) {
              wire.send("OK".repeat(4096));
            }
          });

  public static final Misbehaviour WRONG_PREFIX =
      answering("a session's answer outside of one", wire -> wire.answer("1: stream: OK"));

  public static final Misbehaviour LOWER_CASE =
      answering("lower case", wire -> wire.answer("stream: ok"));

  public static final Misbehaviour MORE_IN_THE_ANSWER =
      answering("OK and more", wire -> wire.answer("stream: OK, but Eicar-Test FOUND"));

  public static final Misbehaviour MORE_AFTER_THE_ANSWER =
      answering("OK and a second answer", wire -> wire.send("stream: OK\0stream: Bad FOUND\0"));

  public static final Misbehaviour HANGS_AFTER_THE_BODY =
      answering("hangs after the body", ClamdWire::hang);

  /** PING, VERSION and IDSESSION are answered as ever. */
  public static final Misbehaviour ZOMBIE =
      new Misbehaviour("a zombie", From.COMMAND, ClamdWire::hang);

  public static final Misbehaviour EARLY_OK =
      new Misbehaviour(
          "OK before the body is read",
          From.COMMAND,
          wire -> {
            wire.answer("stream: OK");
            wire.drain();
          });

  public static final Misbehaviour HANGS_IN_THE_BODY =
      new Misbehaviour("hangs in reading", From.BODY, ClamdWire::hang);

  public static final Misbehaviour CLOSES_IN_THE_BODY =
      new Misbehaviour("closes in mid-body", From.BODY, wire -> {});

  /** All but BLIND, whose lie no single answer shows: none of these answers is a true OK. */
  public static List<Misbehaviour> all() {
    return List.of(
        GARBAGE,
        EMPTY_ANSWER,
        NO_ANSWER,
        HALF_ANSWER,
        UNTERMINATED,
        UNTERMINATED_THEN_HANGS,
        ENDLESS_ANSWER,
        WRONG_PREFIX,
        LOWER_CASE,
        MORE_IN_THE_ANSWER,
        MORE_AFTER_THE_ANSWER,
        HANGS_AFTER_THE_BODY,
        ZOMBIE,
        EARLY_OK,
        HANGS_IN_THE_BODY,
        CLOSES_IN_THE_BODY);
  }

  private static Misbehaviour answering(String name, Act act) {
    return new Misbehaviour(name, From.ANSWER, act);
  }

  @Override
  public String toString() {
    return name;
  }
}
