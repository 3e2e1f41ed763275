(** * Clip: the clipped loop, for any eta > 0.

    The clip makes Theorem 1 trivial and Theorem 2 false; what is true instead is
    that settled entropies bring every weight to the lower end. *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences Step Entropy.
Open Scope R_scope.

Definition clip (low high x : R) : R := Rmax low (Rmin high x).

(** Any adaptation law, epoch by epoch, followed by the clip. *)
Fixpoint clipped (low high w0 : R) (law : nat -> R -> R) (t : nat) : R :=
  match t with
  | O => w0
  | S k => clip low high (law k (clipped low high w0 law k))
  end.

(** The clipped niche width under the paper's law. *)
Definition clipped_width (eta gamma low high w0 : R) (D : nat -> R) : nat -> R :=
  clipped low high w0 (fun t w => step eta gamma w (D t)).

(** The weights stay in the clip for every law, from the first adapted epoch on, and
    from t = 0 if w_0 lies in it.  THEOREMS.md, Clip. *)
Theorem clip_invariant : forall low high w0 law, low <= high ->
  (forall t, low <= clipped low high w0 law (S t) <= high) /\
  (low <= w0 <= high -> forall t, low <= clipped low high w0 law t <= high).
Proof.
  intros low high w0 law Hl.
  assert (K : forall x, low <= clip low high x <= high).
  { intro x. split; [apply Rmax_l|]. apply Rmax_lub; [exact Hl | apply Rmin_l]. }
  split; [intro t; apply K|]. intros H0 [|t]; [exact H0 | apply K].
Qed.

Section Clip.
Variables eta gamma low high w0 : R.
Hypothesis eta_positive : 0 < eta.
Hypothesis gamma_positive : 0 < gamma.
Hypothesis low_positive : 0 < low.
Hypothesis low_high : low <= high.
Hypothesis w0_range : low <= w0 <= high.

(** What 1/w_t exceeds while the weight is above the lower end, for flows at most d. *)
Fixpoint capture_reciprocal (d : R) (t : nat) : R :=
  match t with
  | O => / w0
  | S k => exp (- (eta * d)) * (capture_reciprocal d k + eta * gamma)
  end.

Section Drive.
Variable D : nat -> R.
Local Notation c := (clipped_width eta gamma low high w0 D).

Lemma clipped_range : forall t, low <= c t <= high.
Proof. apply clip_invariant; assumption. Qed.

Lemma clipped_le : forall t, c (S t) <= Rmax low (step eta gamma (c t) (D t)).
Proof.
  intro t. change (c (S t)) with (clip low high (step eta gamma (c t) (D t))).
  apply Rmax_lub; [apply Rmax_l|]. eapply Rle_trans; [apply Rmin_r | apply Rmax_r].
Qed.

(** clip (w (1 + x)) <= max(low, w e^x), whatever the sign of 1 + x. *)
Lemma clipped_le_exp : forall t,
  c (S t) <= Rmax low (c t * exp (eta * (D t - gamma * low))).
Proof.
  intro t. eapply Rle_trans; [apply clipped_le|]. pose proof (clipped_range t).
  apply Rle_max_compat_l. eapply Rle_trans; [apply step_le_exp; lra|].
  apply Rmult_le_compat_l; [lra|]. apply exp_le, Rmult_le_compat_l; [lra|].
  assert (gamma * low <= gamma * c t) by (apply Rmult_le_compat_l; lra). lra.
Qed.

(** The bound B_0 = w_0, B_{t+1} = max(low, B_t e^{eta (D_t - gamma low)}). *)
Fixpoint clipped_bound (t : nat) : R :=
  match t with
  | O => w0
  | S k => Rmax low (clipped_bound k * exp (eta * (D k - gamma * low)))
  end.

(** w_t <= B_t for every sequence of drives and any eta.  THEOREMS.md, Theorem 4. *)
Theorem clipped_below_bound : forall t, c t <= clipped_bound t.
Proof.
  intro t. induction t as [|t IH]; [right; reflexivity|].
  eapply Rle_trans; [apply clipped_le_exp|]. simpl clipped_bound. apply Rle_max_compat_l.
  apply Rmult_le_compat_r; [left; apply exp_pos | exact IH].
Qed.

(** While the drive is at most gamma low/2 the weight loses at least
    eta gamma low^2/2 an epoch, until it is at the lower end. *)
Lemma capture_countdown : forall N,
  (forall t, (N <= t)%nat -> D t <= gamma * low / 2) -> forall k,
  c (N + k)%nat <= Rmax low (c N - INR k * (eta * gamma * (low * low) / 2)).
Proof.
  intros N HN k. set (q := eta * gamma * (low * low) / 2).
  assert (Hq : 0 < q).
  { unfold q. assert (0 < eta * gamma) by nra. assert (0 < low * low) by nra. nra. }
  induction k as [|k IH].
  - rewrite Nat.add_0_r. simpl. eapply Rle_trans; [|apply Rmax_r]. lra.
  - rewrite Nat.add_succ_r, S_INR. eapply Rle_trans; [apply clipped_le|].
    specialize (HN (N + k)%nat ltac:(lia)). pose proof (clipped_range (N + k)) as Hc.
    set (v := c (N + k)%nat) in *.
    assert (Hs : step eta gamma v (D (N + k)%nat) <= v - q).
    { unfold step, q.
      assert (gamma * low <= gamma * v) by (apply Rmult_le_compat_l; lra).
      assert (v * (eta * (gamma * v - D (N + k)%nat)) >= low * (eta * (gamma * low / 2))).
      { apply Rle_ge, Rmult_le_compat; [lra | | lra |].
        - repeat apply Rmult_le_pos; nra.
        - apply Rmult_le_compat_l; lra. }
      lra. }
    apply Rmax_lub; [apply Rmax_l|]. revert IH. unfold Rmax at 1.
    destruct (Rle_dec low (c N - INR k * q)); intro IH.
    + eapply Rle_trans; [|apply Rmax_r]. lra.
    + eapply Rle_trans; [|apply Rmax_l]. lra.
Qed.

(** Any drive whose positive part ends up small captures the weight. *)
Lemma captured : limsup_le D 0 -> exists N, forall t, (N <= t)%nat -> c t = low.
Proof.
  intro HD. destruct (HD (gamma * low / 2)) as [N HN]; [nra|].
  assert (HN' : forall t, (N <= t)%nat -> D t <= gamma * low / 2)
    by (intros t Ht; specialize (HN t Ht); lra).
  set (q := eta * gamma * (low * low) / 2).
  assert (Hq : 0 < q).
  { unfold q. assert (0 < eta * gamma) by nra. assert (0 < low * low) by nra. nra. }
  destruct (large_index ((high - low) / q)) as [P HP]. exists (N + P)%nat. intros t Ht.
  pose proof (capture_countdown N HN' (t - N)) as Q. fold q in Q.
  replace (N + (t - N))%nat with t in Q by lia. specialize (HP (t - N)%nat ltac:(lia)).
  apply Rmult_le_compat_r with (r := q) in HP; [|lra].
  replace ((high - low) / q * q) with (high - low) in HP by (field; lra).
  pose proof (clipped_range t). pose proof (clipped_range N).
  rewrite Rmax_left in Q by lra. lra.
Qed.
(** Flows at most d, with e^{eta d} - 1 <= eta gamma low, capture the weight as soon as
    [capture_reciprocal] passes 1/low; what the code counts as CaptureEpochs.
    THEOREMS.md, Theorem 4. *)
Theorem capture_epochs : forall d, (forall t, D t <= d) ->
  exp (eta * d) - 1 <= eta * gamma * low ->
  forall t, / low <= capture_reciprocal d t -> c t = low.
Proof.
  intros d HD Hsmall t Ht. assert (Heg : 0 < eta * gamma) by nra.
  assert (Hd : d <= gamma * low).
  { pose proof (exp_ineq1_le (eta * d)). apply Rmult_le_reg_l with eta; lra. }
  assert (Hx : forall t, 0 < capture_reciprocal d t).
  { intro s. induction s as [|s IH]; simpl; [apply Rinv_0_lt_compat; lra|].
    apply Rmult_lt_0_compat; [apply exp_pos | lra]. }
  assert (K : c t = low \/ c t * capture_reciprocal d t <= 1).
  { clear Ht. induction t as [|t IH].
    { right. change (c 0%nat) with w0. simpl. right. field. lra. }
    pose proof (clipped_range (S t)). pose proof (clipped_range t).
    pose proof (clipped_le t) as Hc. specialize (HD t). specialize (Hx t).
    set (v := c t) in *. set (v' := c (S t)) in *.
    destruct (Rle_or_lt (step eta gamma v (D t)) low) as [Hlow|Hhigh].
    { left. rewrite Rmax_left in Hc by exact Hlow. lra. }
    rewrite Rmax_right in Hc by lra. destruct IH as [IH|IH].
    { exfalso. rewrite IH in Hhigh. unfold step in Hhigh.
      assert (0 <= low * (eta * (gamma * low - D t))) by (repeat apply Rmult_le_pos; lra). lra. }
    right. simpl capture_reciprocal. set (x := capture_reciprocal d t) in *.
    set (y := eta * gamma * v).
    assert (Hs : v' <= v * exp (- y) * exp (eta * d)).
    { eapply Rle_trans; [exact Hc|]. eapply Rle_trans; [apply step_le_exp; lra|].
      rewrite Rmult_assoc, <- exp_plus. apply Rmult_le_compat_l; [lra|]. apply exp_le.
      assert (eta * D t <= eta * d) by (apply Rmult_le_compat_l; lra). unfold y. lra. }
    apply Rle_trans with (v * exp (- y) * exp (eta * d) * (exp (- (eta * d)) * (x + eta * gamma))).
    { apply Rmult_le_compat_r; [|exact Hs].
      apply Rmult_le_pos; [left; apply exp_pos | lra]. }
    replace (v * exp (- y) * exp (eta * d) * (exp (- (eta * d)) * (x + eta * gamma))) with
      (exp (- y) * (v * x + y) * (exp (- (eta * d)) * exp (eta * d))) by (unfold y; ring).
    rewrite exp_cancel, Rmult_1_r, <- (exp_cancel y).
    apply Rmult_le_compat_l; [left; apply exp_pos|]. pose proof (exp_ineq1_le y). lra. }
  destruct K as [K|K]; [exact K|]. pose proof (clipped_range t). specialize (Hx t).
  assert (c t * / low <= 1).
  { eapply Rle_trans; [|exact K]. apply Rmult_le_compat_l; lra. }
  assert (Hl : / low * low = 1) by (apply Rinv_l; lra). nra.
Qed.
End Drive.

(** Without flow [capture_reciprocal] is 1/w_0 + eta gamma t, so that capture takes at
    most (1/low - 1/w_0)/(eta gamma) epochs.  THEOREMS.md, Theorem 4. *)
Corollary capture_epochs_settled : forall D, (forall t, D t <= 0) -> forall t,
  (/ low - / w0) / (eta * gamma) <= INR t -> clipped_width eta gamma low high w0 D t = low.
Proof.
  intros D HD t Ht. assert (Heg : 0 < eta * gamma) by nra. apply (capture_epochs D 0 HD).
  - rewrite Rmult_0_r, exp_0. assert (0 < eta * gamma * low) by nra. lra.
  - assert (E : forall s, capture_reciprocal 0 s = / w0 + eta * gamma * INR s).
    { intro s. induction s as [|s IH]; [simpl; ring|]. rewrite S_INR. simpl capture_reciprocal.
      rewrite IH, Rmult_0_r, Ropp_0, exp_0. ring. }
    rewrite E. apply Rmult_le_compat_r with (r := eta * gamma) in Ht; [|lra].
    replace ((/ low - / w0) / (eta * gamma) * (eta * gamma)) with (/ low - / w0) in Ht
      by (field; lra). lra.
Qed.

Section Entropies.
Variables beta first : R.
Variable H : nat -> R.
Hypothesis beta_range : 0 <= beta < 1.
Local Notation c := (clipped_width eta gamma low high w0 (flow beta first H)).
Local Notation M := (ema beta first H).

(** If the entropies settle, H_{t+1} - H_t -> 0, the weight is at the lower end of the
    clip after finitely many epochs, and for good; for any eta > 0.
    THEOREMS.md, Theorem 4. *)
Theorem clipped_capture : Un_cv (fun t => H (S t) - H t) 0 ->
  exists N, forall t, (N <= t)%nat -> c t = low.
Proof.
  intro Hc. apply captured. apply (flow_vanishes_iff beta first H beta_range) in Hc.
  apply Un_cv_0_limsup in Hc. apply Hc.
Qed.

(** From an epoch N on in which M stays above a, either the bound from the lower end
    or the decaying one from epoch N holds. *)
Lemma clipped_swing : forall N a, (forall t, (N <= t)%nat -> a <= M t) -> forall k,
  c (N + k)%nat <=
  Rmax (low * exp (eta * (M (N + k)%nat - a)))
       (c N * exp (eta * (M (N + k)%nat - M N) - INR k * (eta * (gamma * low)))).
Proof.
  intros N a Ha k. induction k as [|k IH].
  - rewrite Nat.add_0_r. eapply Rle_trans; [|apply Rmax_r]. simpl.
    replace (eta * (M N - M N) - 0 * (eta * (gamma * low))) with 0 by ring. rewrite exp_0. lra.
  - rewrite Nat.add_succ_r. eapply Rle_trans; [apply clipped_le_exp|].
    rewrite (proj1 (ema_identity beta first H (N + k))), S_INR.
    pose proof (Ha (S (N + k)) ltac:(lia)) as HM.
    set (m := M (N + k)%nat) in *. set (m' := M (S (N + k))) in *.
    assert (Hgl : 0 < eta * (gamma * low)) by (repeat apply Rmult_lt_0_compat; assumption).
    assert (Hp := exp_pos (eta * (m' - m - gamma * low))).
    apply Rmax_lub.
    + eapply Rle_trans; [|apply Rmax_l]. rewrite <- (Rmult_1_r low) at 1.
      apply Rmult_le_compat_l; [lra|]. rewrite <- exp_0. apply exp_le. nra.
    + revert IH. unfold Rmax at 1. destruct (Rle_dec _ _) as [_|_]; intro IH;
        apply Rmult_le_compat_r with (r := exp (eta * (m' - m - gamma * low))) in IH; try lra;
        (eapply Rle_trans; [exact IH|]); rewrite Rmult_assoc, <- exp_plus.
      * eapply Rle_trans; [|apply Rmax_r]. right. do 2 f_equal. ring.
      * eapply Rle_trans; [|apply Rmax_l]. apply Rmult_le_compat_l; [lra|].
        apply exp_le. lra.
Qed.

(** limsup w <= low e^{eta (b - a)} for entropies that end up between a and b:
    a <= liminf H, limsup H <= b; for any eta > 0.  THEOREMS.md, Theorem 4. *)
Theorem clipped_limsup : forall a b,
  liminf_ge H a -> limsup_le H b -> limsup_le c (low * exp (eta * (b - a))).
Proof.
  intros a b Ha Hb eps Heps.
  apply (ema_liminf beta first H beta_range) in Ha.
  apply (ema_limsup beta first H beta_range) in Hb.
  set (A := low * exp (eta * (b - a))).
  assert (HA : 0 < A) by (apply Rmult_lt_0_compat; [lra | apply exp_pos]).
  (* 2 eta d = ln (1 + eps/A), so that widening [a, b] by d costs eps *)
  assert (Hr : 1 < 1 + eps / A) by (pose proof (Rdiv_lt_0_compat _ _ Heps HA); lra).
  assert (Hln : 0 < ln (1 + eps / A)) by (rewrite <- ln_1; apply ln_increasing; lra).
  set (d := ln (1 + eps / A) / (2 * eta)).
  assert (Hd : 0 < d) by (apply Rdiv_lt_0_compat; lra).
  assert (Cost : low * exp (eta * (b + d - (a - d))) = A + eps).
  { replace (eta * (b + d - (a - d))) with (eta * (b - a) + ln (1 + eps / A))
      by (unfold d; field; lra).
    rewrite exp_plus, exp_ln by lra. unfold A in *. rewrite <- Rmult_assoc. field.
    pose proof (exp_pos (eta * (b - a))). split; lra. }
  destruct (Ha d Hd) as [P HP]. destruct (Hb d Hd) as [Q HQ]. set (N := (P + Q)%nat).
  assert (HM : forall t, (N <= t)%nat -> a - d <= M t <= b + d).
  { intros t Ht. unfold N in Ht. split; [apply HP | apply HQ]; lia. }
  set (k0 := eta * (gamma * low)).
  assert (Hk0 : 0 < k0) by (repeat apply Rmult_lt_0_compat; assumption).
  destruct (large_index (high / low / k0)) as [K HK]. exists (N + K)%nat. intros t Ht.
  pose proof (clipped_swing N (a - d) (fun t Ht => proj1 (HM t Ht)) (t - N)) as B.
  replace (N + (t - N))%nat with t in B by (unfold N in *; lia).
  specialize (HK (t - N)%nat ltac:(lia)). fold k0 in B.
  pose proof (HM t ltac:(lia)) as Mt. pose proof (HM N ltac:(lia)) as MN.
  eapply Rle_trans; [exact B|]. rewrite <- Cost. apply Rmax_lub.
  - apply Rmult_le_compat_l; [lra|]. apply exp_le, Rmult_le_compat_l; lra.
  - unfold Rminus at 1. rewrite exp_plus, <- Rmult_assoc.
    apply Rmult_le_compat_r with (r := k0) in HK; [|lra].
    replace (high / low / k0 * k0) with (high / low) in HK by (field; lra).
    assert (Hsmall : c N * exp (- (INR (t - N) * k0)) <= low).
    { set (x := INR (t - N) * k0) in *. pose proof (clipped_range (flow beta first H) N).
      assert (Hhl : high / low * low = high) by (field; lra).
      assert (0 < high / low) by (apply Rdiv_lt_0_compat; lra).
      pose proof (exp_neg_le x ltac:(lra)) as Hx.
      apply Rle_trans with (high * / (1 + x)).
      - apply Rmult_le_compat; try lra. left; apply exp_pos.
      - apply Rmult_le_reg_r with (1 + x); [lra|].
        rewrite Rmult_assoc, Rinv_l by lra. nra. }
    replace (c N * exp (eta * (M t - M N)) * exp (- (INR (t - N) * k0))) with
      (c N * exp (- (INR (t - N) * k0)) * exp (eta * (M t - M N))) by ring.
    apply Rmult_le_compat; [|left; apply exp_pos|exact Hsmall|].
    + apply Rmult_le_pos; [|left; apply exp_pos].
      pose proof (clipped_range (flow beta first H) N). lra.
    + apply exp_le, Rmult_le_compat_l; lra.
Qed.

(** Weights stay under K e^{eta M}, K = max(w_0 e^{-eta M_{-1}}, low): the total gain
    survives the clip, for any eta.  THEOREMS.md, Theorem 4. *)
Theorem clipped_gain : (forall t, 0 <= M t) ->
  forall t, c t <= Rmax (w0 * exp (- (eta * first))) low * exp (eta * M t).
Proof.
  intros HM t. set (K := Rmax (w0 * exp (- (eta * first))) low).
  assert (HK : low <= K) by apply Rmax_r. induction t as [|t IH].
  - change (c 0%nat) with w0. simpl ema.
    apply Rle_trans with (w0 * exp (- (eta * first)) * exp (eta * first)).
    + rewrite Rmult_assoc, exp_cancel. lra.
    + apply Rmult_le_compat_r; [left; apply exp_pos | apply Rmax_l].
  - eapply Rle_trans; [apply clipped_le_exp|]. apply Rmax_lub.
    + rewrite <- (Rmult_1_r low). apply Rmult_le_compat; try lra.
      rewrite <- exp_0. apply exp_le. specialize (HM (S t)). nra.
    + apply Rmult_le_compat_r with (r := exp (eta * (flow beta first H t - gamma * low))) in IH;
        [|left; apply exp_pos].
      eapply Rle_trans; [exact IH|]. rewrite Rmult_assoc, <- exp_plus.
      apply Rmult_le_compat_l; [lra|]. apply exp_le.
      rewrite (proj1 (ema_identity beta first H t)).
      assert (0 < eta * (gamma * low)) by (repeat apply Rmult_lt_0_compat; assumption). lra.
Qed.

(** From an untrained network, first entropy L, the upper clip is out of reach when
    low C^eta < high and w_0 < high; for any eta.  THEOREMS.md, Theorem 4. *)
Theorem upper_clip_unreached : forall L, first = L ->
  (forall t, 0 <= H t <= L) -> w0 < high -> low * exp (eta * L) < high ->
  forall t, c t < high.
Proof.
  intros L HL HH Hw Hl t. subst L. pose proof (HH 0%nat).
  assert (HM := ema_range beta first first H beta_range ltac:(lra) HH).
  eapply Rle_lt_trans; [apply clipped_gain; intro s; apply HM|].
  assert (X : exp (eta * M t) <= exp (eta * first)) by (apply exp_le; specialize (HM t); nra).
  pose proof (exp_pos (- (eta * first))). pose proof (exp_pos (eta * M t)).
  unfold Rmax. destruct (Rle_dec _ _) as [_|_].
  - eapply Rle_lt_trans; [|exact Hl]. apply Rmult_le_compat_l; lra.
  - apply Rle_lt_trans with (w0 * exp (- (eta * first)) * exp (eta * first)).
    + apply Rmult_le_compat_l; [nra | exact X].
    + rewrite Rmult_assoc, exp_cancel. lra.
Qed.
End Entropies.
End Clip.
