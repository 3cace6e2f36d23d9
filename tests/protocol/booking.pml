/* SPDX-License-Identifier: Apache-2.0
 *
 * The booking protocol, small enough that every order of events is tried. docs/booking-protocol.md
 * says what each part stands for. NO_MASK, EARLY_ANSWER and NO_KEY each leave out one thing that
 * the protocol rests on; with any of them the checker must find a fault, or the model has no teeth.
 */
#define CLIENTS 3
#define STARTS 2
#define NONE 0     /* a start s is written s + 1 */
#define UNSURE 255 /* asked, and not answered yet: either may be true */

/* What the transactions of the open group have written, and what the disk has. */
bit mask[STARTS], disk_mask[STARTS];
byte held[CLIENTS], disk_held[CLIENTS];
byte booked[CLIENTS], disk_booked[CLIENTS];
bit keyed[CLIENTS], disk_keyed[CLIENTS]; /* the answer to this client's idempotency key is kept */
bit waits[CLIENTS];                      /* written in the open group, not answered yet */
byte answer[CLIENTS];
bit answered[CLIENTS], unheard[CLIENTS];
byte told[CLIENTS]; /* what the client may rely on */
byte crashes;

inline take(s, ok) {
#ifdef NO_MASK
  mask[s] = 1; ok = 1
#else
  if
  :: mask[s] == 0 -> mask[s] = 1; ok = 1
  :: else -> ok = 0
  fi
#endif
}

inline free(s) { assert(mask[s] == 1); mask[s] = 0 }

/* The request is written in the group; the answer comes with the disk, or never. */
inline commits(me, what) {
  answer[me] = what;
#ifdef EARLY_ANSWER
  told[me] = what; answered[me] = 1
#else
  waits[me] = 1
#endif
}

inline hears(me) {
  if
  :: answered[me] -> answered[me] = 0; gone = 0
  :: unheard[me] -> unheard[me] = 0; gone = 1 /* the process died: ask again with the same key */
  fi
}

proctype client(byte me) {
  byte s, old; bit ok, gone, tries;
again:
  atomic { if :: s = 0 :: s = 1 fi }
  /* hold: what memory believes is any start at all */
  atomic {
    if
    :: held[me] == NONE && booked[me] == NONE ->
      take(s, ok);
      if :: ok -> held[me] = s + 1 :: else fi
    :: else
    fi
  }
  /* confirm: the held start, or, when the hold is over, the start if it is still free */
confirm:
  atomic {
    told[me] = UNSURE;
    if
#ifndef NO_KEY
    :: keyed[me] -> commits(me, booked[me])
    :: !keyed[me] && held[me] != NONE ->
#else
    :: held[me] != NONE ->
#endif
      booked[me] = held[me]; held[me] = NONE; keyed[me] = 1; commits(me, booked[me])
#ifndef NO_KEY
    :: !keyed[me] && held[me] == NONE ->
#else
    :: held[me] == NONE ->
#endif
      take(s, ok);
      if
      :: ok -> assert(booked[me] == NONE); booked[me] = s + 1; keyed[me] = 1; commits(me, booked[me])
      :: else ->
        assert(booked[me] == NONE); /* nobody is told "taken" about a start that is their own */
        told[me] = NONE; goto done
      fi
    fi
  }
  hears(me);
  if :: gone -> goto confirm :: else fi;
  /* move, cancel, or come */
  if
  :: atomic {
       old = booked[me]; s = 2 - old; /* the other start */
       take(s, ok);
       if
       :: ok -> told[me] = UNSURE; free(old - 1); booked[me] = s + 1; commits(me, s + 1)
       :: else -> goto done
       fi
     };
     hears(me)
  :: atomic { told[me] = UNSURE; free(booked[me] - 1); booked[me] = NONE; commits(me, NONE) };
     hears(me)
  :: skip
  fi;
done:
  skip
}

/* One sync answers the whole group; a process that dies just then answers nobody of its own. */
active proctype disk() {
  byte i;
end:
  do
  :: atomic {
       waits[0] || waits[1] || waits[2] ->
       i = 0;
       do
       :: i < STARTS -> disk_mask[i] = mask[i]; i++
       :: else -> break
       od;
       i = 0;
       do
       :: i < CLIENTS ->
         disk_held[i] = held[i]; disk_booked[i] = booked[i]; disk_keyed[i] = keyed[i];
         if
         :: waits[i] -> waits[i] = 0;
            if
            :: told[i] = answer[i]; answered[i] = 1
            :: unheard[i] = 1
            fi
         :: else
         fi;
         i++
       :: else -> break
       od
     }
  od
}

/* The machine stops: what was not on the disk is gone, and so are its answers. */
active proctype power() {
  byte i;
end:
  do
  :: atomic {
       crashes < 1 -> crashes++;
       i = 0;
       do
       :: i < STARTS -> mask[i] = disk_mask[i]; i++
       :: else -> break
       od;
       i = 0;
       do
       :: i < CLIENTS ->
         held[i] = disk_held[i]; booked[i] = disk_booked[i]; keyed[i] = disk_keyed[i];
         if :: waits[i] -> waits[i] = 0; unheard[i] = 1 :: else fi;
         i++
       :: else -> break
       od
     }
  od
}

/* A hold ends by itself. */
active proctype clock() {
  byte i;
end:
  do
  :: atomic {
       if :: held[0] != NONE -> i = 0 :: held[1] != NONE -> i = 1 :: held[2] != NONE -> i = 2 fi;
       free(held[i] - 1); held[i] = NONE
     }
  od
}

#define HAS(i, s) ((booked[i] == s + 1) + (held[i] == s + 1))
#define SOUND(s) (mask[s] == HAS(0, s) + HAS(1, s) + HAS(2, s))
#define DISK_HAS(i, s) ((disk_booked[i] == s + 1) + (disk_held[i] == s + 1))
#define DISK_SOUND(s) (disk_mask[s] == DISK_HAS(0, s) + DISK_HAS(1, s) + DISK_HAS(2, s))
#define KEPT(i) (told[i] == NONE || told[i] == UNSURE || disk_booked[i] == told[i])

/* No overlap (a mask bit is one, so its owners are at most one), none of it lost or left behind,
 * and what a client was told stands on the disk. */
active proctype watch() {
end:
  do
  :: atomic {
       !(SOUND(0) && SOUND(1) && DISK_SOUND(0) && DISK_SOUND(1) && KEPT(0) && KEPT(1) && KEPT(2)) ->
       assert(0)
     }
  od
}

init {
  atomic { run client(0); run client(1); run client(2) }
}
