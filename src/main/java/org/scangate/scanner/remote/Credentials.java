package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who we are to the engine; sent with every request. Never printed. */
public sealed interface Credentials {

  /** The value of the header {@code Authorization}; empty: there is none. */
  Optional<String> authorization();

  /** The engine asks for none. */
  record None() implements Credentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /** HTTP Basic. */
  record Basic(String user, String password) implements Credentials {

    /**
     * @throws IllegalArgumentException when the user's name can't be sent; without the password
     */
    public Basic {
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("a user's name for HTTP Basic has no colon");
      }
    }

    @Override
    public Optional<String> authorization() {
      byte[] both = (user + ':' + password).getBytes(UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + "]";
    }
  }

  /** A token, such as one of the other Scangate's {@code scangate.moodle.token}. */
  record Bearer(String token) implements Credentials {

    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

    /**
     * @throws IllegalArgumentException when it can't be sent in a header; without the token
     */
    public Bearer {
      if (!SENDABLE.matcher(token).matches()) {
        throw new IllegalArgumentException(
            "a token consists of visible ASCII characters without spaces");
      }
    }

    @Override
    public Optional<String> authorization() {
      return Optional.of("Bearer " + token);
    }

    @Override
    public String toString() {
      return "Bearer[]";
    }
  }
}
