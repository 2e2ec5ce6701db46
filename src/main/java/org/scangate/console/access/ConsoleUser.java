package org.scangate.console.access;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Somebody who was let in.
 *
 * @param name as the realm knows them; in events as who did it
 * @param role the highest that they have
 * @param source who said so
 */
public record ConsoleUser(String name, Role role, Source source) {

  /** Who said who they are. */
  public enum Source {
    /** Our login page, which asked the container: they may log out. */
    LOGIN("the login page"),
    /** The container itself, with each request. */
    CONTAINER("the server"),
    /** A trusted proxy, with each request. */
    PROXY("a proxy"),
    /** The link of the trial run. */
    TRIAL("the link of the trial run");

    private final String word;

    Source(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * To a directory {@code Anna}, {@code anna} and <code>ánna </code> are one, who is guessed at and
   * put out.
   */
  static String letters(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKD)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .toLowerCase(Locale.ROOT);
  }

  /** Whether there is anything to log out of here. */
  public boolean mayLogOut() {
    return !isTold();
  }

  /** Whether each request must say it anew. */
  boolean isTold() {
    return source == Source.CONTAINER || source == Source.PROXY;
  }
}
