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
  static ObjectCompletion of(KnownObjects memory, ObjectKey at) {
    return new Remembered(memory, at);
  }

  /** The same within a check: the next one takes it up, since the object itself is not new. */
  static ObjectCompletion ofCheck(KnownObjects memory, ObjectKey at) {
    return new Remembered(memory, at) {
      @Override
      public void again() {
        super.again();
        memory.owe(at);
      }

      @Override
      public void fails() {
        super.fails();
        memory.owe(at);
      }
    };
  }

  /** Told to the memory alone; nothing is kept open. */
  class Remembered implements ObjectCompletion {
    private final KnownObjects memory;
    private final ObjectKey at;

    Remembered(KnownObjects memory, ObjectKey at) {
      this.memory = memory;
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
      memory.revisit(at);
    }

    @Override
    public void fails() {
      memory.fails(at);
    }
  }
}
