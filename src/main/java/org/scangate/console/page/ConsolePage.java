package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import org.scangate.journal.JournalException;

/** One page of the console. Asked by many threads at once. */
@FunctionalInterface
interface ConsolePage {

  /**
   * Asks what is to be shown, and shows it.
   *
   * @throws IllegalArgumentException saying what is wrong with the request, and what is right
   * @throws NotThere there is nothing of that name
   */
  void show(PageRequest request, HtmlTemplateOutput output) throws JournalException, NotThere;

  /** There is no such thing. */
  final class NotThere extends Exception {
    private static final long serialVersionUID = 1;

    NotThere(String what) {
      super(what);
    }
  }
}
