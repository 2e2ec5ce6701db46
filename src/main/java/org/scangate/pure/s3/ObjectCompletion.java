package org.scangate.pure.s3;

/** Who wants to know what becomes of an object. */
interface ObjectCompletion {

  /** One more has it in hand. */
  void hold();

  /** One fewer. */
  void release();

  /** It must be looked at again. */
  void again();

  /** It cannot be looked at until somebody changes something. */
  void fails();

  /** Of an object that was listed. */
  static ObjectCompletion of(KnownObjects known, ObjectKey at) {
    return new Remembered(known, at);
  }

  /** The same within a check: the next one takes it up, since the object itself is not new. */
  static ObjectCompletion ofCheck(KnownObjects known, ObjectKey at) {
    return new Remembered(known, at) {
      @Override
      public void again() {
        super.again();
        known.owe(at);
      }

      @Override
      public void fails() {
        super.fails();
        known.owe(at);
      }
    };
  }

  /** Told to the memory alone; nothing is kept open. */
  class Remembered implements ObjectCompletion {
    private final KnownObjects known;
    private final ObjectKey at;

    Remembered(KnownObjects known, ObjectKey at) {
      this.known = known;
      this.at = at;
    }

    @Override
    public void hold() {
      // nothing is kept open
    }

    @Override
    public void release() {
      // nothing is kept open
    }

    @Override
    public void again() {
      known.revisit(at);
    }

    @Override
    public void fails() {
      known.fails(at);
    }
  }
}
