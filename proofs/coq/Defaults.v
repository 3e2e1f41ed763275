(** * Defaults: the theorems at the paper's parameters.

    eta = 1/2, gamma = 1/20, beta = 9/10, clip [1/10, 4], w_0 = 1, and any number of
    classes up to 400: still without interval arithmetic. *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences Step Entropy Bounded Collapse Clip Loop.
Open Scope R_scope.

(** The power of theory and code, C^eta, is the e^{eta L} of the theorems at L = ln C. *)
Fact total_gain_is_power : forall C eta, Rpower C eta = exp (eta * ln C).
Proof. reflexivity. Qed.

Fact gain_at_most_20 : forall C, 1 <= C <= 400 -> exp (1 / 2 * ln C) <= 20.
Proof.
  intros C HC. replace 20 with (exp (1 / 2 * ln 400)).
  - apply exp_le, Rmult_le_compat_l; [lra|].
    destruct (Rle_lt_or_eq_dec C 400) as [Hlt | ->]; [lra | | lra].
    left. apply ln_increasing; lra.
  - replace 400 with (20 * 20) by ring. rewrite ln_mult by lra.
    replace (1 / 2 * (ln 20 + ln 20)) with (ln 20) by field. apply exp_ln. lra.
Qed.

Fact ln_at_most_9 : forall C, 1 <= C <= 400 -> 0 <= ln C <= 9.
Proof.
  intros C HC. split.
  - destruct (Rle_lt_or_eq_dec 1 C) as [Hlt | <-]; [lra | | rewrite ln_1; lra].
    left. rewrite <- ln_1. apply ln_increasing; lra.
  - assert (HE : C <= exp 9).
    { assert (2 <= exp 1) by (pose proof (exp_ineq1_le 1); lra).
      replace 9 with (INR 9) by (simpl; lra).
      assert (P : forall n, 2 ^ n <= exp (INR n)).
      { intro n. induction n as [|n IH]; [simpl; rewrite exp_0; lra|].
        rewrite S_INR, exp_plus. simpl pow.
        assert (0 < 2 ^ n) by (apply pow_lt; lra). apply Rle_trans with (exp (INR n) * 2); [lra|].
        apply Rmult_le_compat_l; [left; apply exp_pos | assumption]. }
      specialize (P 9%nat). simpl pow in P. lra. }
    rewrite <- (ln_exp 9). destruct HE as [Hlt | ->]; [left; apply ln_increasing; lra | lra].
Qed.

(** With up to 400 classes every weight stays in (0, w_0 C^eta] and tends to 0, for
    every entropy sequence. *)
Theorem defaults_collapse : forall C first H, 1 <= C <= 400 ->
  0 <= first <= ln C -> (forall t, 0 <= H t <= ln C) ->
  let w := width (1 / 2) (1 / 20) 1 (flow (9 / 10) first H) in
  (forall t, 0 < w t <= Rpower C (1 / 2)) /\ Un_cv w 0.
Proof.
  intros C first H HC Hf HH w. rewrite total_gain_is_power.
  pose proof (gain_at_most_20 C HC). pose proof (ln_at_most_9 C HC).
  assert (K : forall t, 0 < w t <= 1 * exp (1 / 2 * (ema (9 / 10) first H t - first))).
  { apply (data_only_bounded (1 / 2) (1 / 20) (9 / 10) (ln C)); assumption || lra. }
  assert (P : forall t, 0 < w t) by (intro t; apply K). split.
  - intro t. split; [apply P|]. rewrite <- (Rmult_1_l (exp _)).
    apply (total_gain_power (1 / 2) (1 / 20) (9 / 10) (ln C) first 1 H); assumption || lra.
  - apply (universal_collapse (1 / 2) (1 / 20) (9 / 10) (ln C) first 1 H); assumption || lra.
Qed.

(** With up to 400 classes the upper clip is out of reach of an untrained network. *)
Theorem defaults_upper_clip_unreached : forall C H, 1 <= C <= 400 ->
  (forall t, 0 <= H t <= ln C) -> forall t,
  clipped_width (1 / 2) (1 / 20) (1 / 10) 4 1 (flow (9 / 10) (ln C) H) t < 4.
Proof.
  intros C H HC HH t. pose proof (gain_at_most_20 C HC).
  apply (upper_clip_unreached (1 / 2) (1 / 20) (1 / 10) 4 1) with (L := ln C);
    assumption || reflexivity || lra.
Qed.

(** Constant entropies bring the weight to the lower end of the clip within 360 epochs. *)
Theorem defaults_capture : forall h t, (360 <= t)%nat ->
  clipped_width (1 / 2) (1 / 20) (1 / 10) 4 1 (flow (9 / 10) h (fun _ => h)) t = 1 / 10.
Proof.
  intros h t Ht. apply capture_epochs_settled; try lra.
  - intro s. unfold flow. rewrite settled_flow by reflexivity. simpl. lra.
  - apply le_INR in Ht. replace (INR 360) with 360 in Ht by (simpl; lra). lra.
Qed.

(** At beta = 9/10 the loop without delay needs a gain of 19, whatever the plant's lag. *)
Theorem defaults_flip_gain : forall lambda, 0 < lambda <= 1 -> 19 <= flip_gain lambda (9 / 10).
Proof.
  intros lambda Hl. unfold flip_gain. apply Rmult_le_reg_r with (lambda * (1 - 9 / 10)); [lra|].
  replace ((2 - lambda) * (1 + 9 / 10) / (lambda * (1 - 9 / 10)) * (lambda * (1 - 9 / 10)))
    with ((2 - lambda) * (1 + 9 / 10)) by (field; lra). lra.
Qed.
