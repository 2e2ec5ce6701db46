package org.scangate.console;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.scangate.journal.JournalException;

/** What a body asks for. */
@FunctionalInterface
interface ApiAct {

  /**
   * @throws IllegalArgumentException saying what is wrong with the body, and what is right
   * @throws IOException the body did not arrive
   */
  Response run() throws JournalException, IOException;

  /**
   * Acts, and answers what goes wrong: 400 for the body, 503 for the journal.
   *
   * @param inDoubt what is said before the journal's trouble
   */
  static Response answer(String inDoubt, ApiAct act) {
    try {
      return act.run();
    } catch (IllegalArgumentException e) {
      return JournalAnswer.error(400, e.getMessage());
    } catch (IOException e) {
      return JournalAnswer.error(400, "the body did not arrive");
    } catch (JournalException e) {
      return JournalAnswer.error(503, inDoubt + e.getMessage());
    }
  }
}
