package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scangate.scan.access.ClientAddress;

/** Who may ask. */
class JournalApiTest {

  private static final String GUESSER = "192.0.2.7";

  private final JournalApi api =
      new JournalApi(
          null, null, List.of("s3cret"), () -> new ClientAddress(List.of()), () -> false);

  @Test
  void whoGuessesTokensIsNotLookedAtForAWhile() {
    for (int i = 0; i < 10; i++) {
      assertFalse(api.mayAsk(GUESSER, null), "this is no guess");
    }
    assertTrue(api.mayAsk("192.0.2.1", "Bearer s3cret"));
    for (int i = 0; i < 5; i++) {
      assertFalse(api.mayAsk(GUESSER, "Bearer guess" + i));
    }
    assertFalse(api.mayAsk(GUESSER, "Bearer s3cret"));
    assertTrue(api.mayAsk("192.0.2.1", "Bearer s3cret"));
  }
}
