(** * Step: the adaptation law.

    Eq. 4 for one class: a niche width w under the drive d becomes
    w (1 + eta (d - gamma w)).  [width] iterates it under a sequence of drives;
    any drive is allowed here, the entropy flow comes in [Entropy]. *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences.
Open Scope R_scope.

(** One adaptation step (Eq. 4). *)
Definition step (eta gamma w d : R) : R := w * (1 + eta * (d - gamma * w)).

(** The niche width w_t from w_0 under the drives D_0, D_1, … *)
Fixpoint width (eta gamma w0 : R) (D : nat -> R) (t : nat) : R :=
  match t with
  | O => w0
  | S k => step eta gamma (width eta gamma w0 D k) (D k)
  end.

(** Time may be restarted at any epoch. *)
Fact width_shift : forall eta gamma w0 D n t,
  width eta gamma w0 D (n + t) =
  width eta gamma (width eta gamma w0 D n) (fun k => D (n + k)%nat) t.
Proof.
  intros eta gamma w0 D n t. induction t as [|t IH].
  - rewrite Nat.add_0_r. reflexivity.
  - rewrite Nat.add_succ_r. simpl. rewrite IH. reflexivity.
Qed.

Fact width_ext : forall eta gamma w0 D D', (forall t, D t = D' t) ->
  forall t, width eta gamma w0 D t = width eta gamma w0 D' t.
Proof.
  intros eta gamma w0 D D' HD t. induction t as [|t IH]; simpl; [reflexivity|].
  rewrite IH, HD. reflexivity.
Qed.

Section Step.
Variables eta gamma : R.
Hypothesis eta_positive : 0 < eta.
Hypothesis gamma_positive : 0 < gamma.

(** A step keeps a weight positive exactly if its factor is positive.
    THEOREMS.md, Theorem 1′. *)
Theorem step_positive_iff : forall w d, 0 < w ->
  (0 < step eta gamma w d <-> 0 < 1 + eta * (d - gamma * w)).
Proof.
  intros w d Hw; unfold step; split; intro Hs; [|apply Rmult_lt_0_compat; assumption].
  destruct (Rlt_or_le 0 (1 + eta * (d - gamma * w))) as [|Hn]; [assumption|exfalso; nra].
Qed.

(** The first of the two inequalities that carry everything: the step is at most
    the exponential one. *)
Lemma step_le_exp : forall w d, 0 <= w ->
  step eta gamma w d <= w * exp (eta * (d - gamma * w)).
Proof.
  intros w d Hw. unfold step. apply Rmult_le_compat_l; [exact Hw | apply exp_ineq1_le].
Qed.

(** While b >= d/gamma and eta gamma w <= 1, a step from below b stays below b. *)
Lemma step_below : forall b w d, 0 <= w <= b -> d <= gamma * b -> eta * gamma * w <= 1 ->
  step eta gamma w d <= b.
Proof.
  intros b w d Hw Hd H1. unfold step.
  assert (w * (1 + eta * (d - gamma * w)) <= w * (1 + eta * (gamma * b - gamma * w))).
  { apply Rmult_le_compat_l; [lra|]. apply Rplus_le_compat_l, Rmult_le_compat_l; lra. }
  assert (0 <= (b - w) * (1 - eta * gamma * w)) by (apply Rmult_le_pos; lra).
  nra.
Qed.
End Step.
