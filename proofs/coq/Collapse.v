(** * Collapse: the telescoping coordinate and what follows from it.

    U_t = w_t e^{-eta M_{t-1}} never increases, whatever the entropies do.  Summed,
    that is the envelope (Theorem 3) and the universal collapse (Theorem 2′). *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences Step Entropy Bounded.
Open Scope R_scope.

(** ** The discrete Bernoulli inequality

    For sequences w >= 0 with w_{t+1} <= w_t e^{(m_{t+1} - m_t) - g w_t}. *)

Section Bernoulli.
Variables (w m : nat -> R) (g : R).
Hypothesis g_positive : 0 < g.
Hypothesis w_nonnegative : forall t, 0 <= w t.
Hypothesis w_step : forall t, w (S t) <= w t * exp (m (S t) - m t - g * w t).

Lemma bernoulli_step : forall t,
  w (S t) * exp (- m (S t)) <= w t * exp (- m t) * exp (- (g * w t)).
Proof.
  intro t. apply Rle_trans with (w t * exp (m (S t) - m t - g * w t) * exp (- m (S t))).
  - apply Rmult_le_compat_r; [left; apply exp_pos | apply w_step].
  - right. rewrite !Rmult_assoc, <- !exp_plus. do 2 f_equal. ring.
Qed.

(** 1/U grows by g e^{m_t} a step; written without a division, so that w may be 0. *)
Lemma bernoulli_envelope : 0 < w 0%nat -> forall T,
  w T * exp (- m T) *
    (exp (m 0%nat) / w 0%nat + g * sum_below T (fun t => exp (m t))) <= 1.
Proof.
  intros H0 T. induction T as [|T IH].
  - simpl. right. rewrite exp_Ropp. pose proof (exp_pos (m 0%nat)). field. lra.
  - simpl sum_below. pose proof (bernoulli_step T) as Hs. specialize (w_nonnegative T).
    set (s := sum_below T (fun t => exp (m t))) in *.
    set (A := exp (m 0%nat) / w 0%nat + g * s) in *.
    replace (exp (m 0%nat) / w 0%nat + g * (s + exp (m T))) with (A + g * exp (m T))
      by (unfold A; ring).
    assert (Hs0 : 0 <= s).
    { apply sum_below_nonnegative. intro k. left. apply exp_pos. }
    assert (HA : 0 < A + g * exp (m T)).
    { unfold A. pose proof (exp_pos (m T)).
      pose proof (Rdiv_lt_0_compat _ _ (exp_pos (m 0%nat)) H0).
      assert (0 <= g * s) by (apply Rmult_le_pos; lra).
      assert (0 < g * exp (m T)) by (apply Rmult_lt_0_compat; lra). lra. }
    set (x := g * w T) in *. assert (Hx : 0 <= x) by (apply Rmult_le_pos; lra).
    apply Rle_trans with (w T * exp (- m T) * exp (- x) * (A + g * exp (m T)));
      [apply Rmult_le_compat_r; lra|].
    replace (w T * exp (- m T) * exp (- x) * (A + g * exp (m T))) with
      (exp (- x) * (w T * exp (- m T) * A + x * (exp (- m T) * exp (m T))))
      by (unfold x; ring).
    rewrite exp_cancel, Rmult_1_r, <- (exp_cancel x).
    apply Rmult_le_compat_l; [left; apply exp_pos|]. pose proof (exp_ineq1_le x). lra.
Qed.

Lemma bernoulli_nonincreasing : forall t,
  w (S t) * exp (- m (S t)) <= w t * exp (- m t).
Proof.
  intro t. eapply Rle_trans; [apply bernoulli_step|]. rewrite <- (Rmult_1_r (w t * _)) at 2.
  apply Rmult_le_compat_l.
  - apply Rmult_le_pos; [apply w_nonnegative | left; apply exp_pos].
  - rewrite <- exp_0. apply exp_le. assert (0 <= g * w t); [|lra].
    apply Rmult_le_pos; [lra | apply w_nonnegative].
Qed.

Variables a b : R.
Hypothesis m_range : forall t, a <= m t <= b.

Lemma bernoulli_rate : 0 < w 0%nat -> forall T,
  w T * (/ w 0%nat + g * INR T) <= exp (b - a).
Proof.
  intros H0 T. pose proof (bernoulli_envelope H0 T) as He.
  assert (Hs : exp a * INR T <= sum_below T (fun t => exp (m t))).
  { clear He. induction T as [|T IH]; [simpl; lra|]. rewrite S_INR. simpl sum_below.
    pose proof (exp_le a (m T) (proj1 (m_range T))). lra. }
  set (s := sum_below _ _) in *. set (X := / w 0%nat + g * INR T).
  assert (HX : exp a * X <= exp (m 0%nat) / w 0%nat + g * s).
  { unfold X, Rdiv. pose proof (exp_le a (m 0%nat) (proj1 (m_range 0))).
    assert (0 < / w 0%nat) by (apply Rinv_0_lt_compat; lra).
    assert (exp a * / w 0%nat <= exp (m 0%nat) * / w 0%nat) by (apply Rmult_le_compat_r; lra).
    assert (g * (exp a * INR T) <= g * s) by (apply Rmult_le_compat_l; lra). lra. }
  assert (Hw := w_nonnegative T).
  assert (Hu : exp (- b) <= exp (- m T)) by (apply exp_le; pose proof (m_range T); lra).
  pose proof (exp_pos a). pose proof (exp_pos (- b)).
  assert (HXp : 0 < X).
  { unfold X. pose proof (pos_INR T). assert (0 < / w 0%nat) by (apply Rinv_0_lt_compat; lra).
    assert (0 <= g * INR T) by (apply Rmult_le_pos; lra). lra. }
  assert (Q : w T * exp (- b) * (exp a * X) <= 1).
  { eapply Rle_trans; [|exact He]. apply Rmult_le_compat.
    - apply Rmult_le_pos; lra.
    - apply Rmult_le_pos; lra.
    - apply Rmult_le_compat_l; lra.
    - exact HX. }
  replace (w T * X) with (w T * exp (- b) * (exp a * X) * exp (b - a)).
  - rewrite <- (Rmult_1_l (exp (b - a))) at 2.
    apply Rmult_le_compat_r; [left; apply exp_pos | exact Q].
  - replace (w T * exp (- b) * (exp a * X) * exp (b - a)) with
      (w T * X * (exp (- b) * exp a * exp (b - a))) by ring.
    rewrite <- !exp_plus. replace (- b + a + (b - a)) with 0 by ring. rewrite exp_0. ring.
Qed.

Lemma bernoulli_vanishes : Un_cv w 0.
Proof.
  destruct (w_nonnegative 0) as [H0|H0].
  - apply (reciprocal_vanishes w (exp (b - a)) (/ w 0%nat) g).
    + apply Rinv_0_lt_compat, H0.
    + exact g_positive.
    + left; apply exp_pos.
    + exact w_nonnegative.
    + apply bernoulli_rate, H0.
  - assert (Z : forall t, w t = 0).
    { intro t. induction t as [|t IH]; [symmetry; exact H0|]. pose proof (w_step t) as Q.
      rewrite IH, Rmult_0_l in Q. pose proof (w_nonnegative (S t)). lra. }
    intros eps Heps. exists 0%nat. intros n _. rewrite Z, R_dist_eq. exact Heps.
Qed.
End Bernoulli.

(** ** The controller *)

Section Collapse.
Variables eta gamma beta L first w0 : R.
Variable H : nat -> R.
Hypothesis eta_positive : 0 < eta.
Hypothesis gamma_positive : 0 < gamma.
Hypothesis beta_range : 0 <= beta < 1.

Local Notation D := (flow beta first H).
Local Notation M := (ema beta first H).
Local Notation w := (width eta gamma w0 D).

Lemma width_step : forall t, 0 <= w t ->
  w (S t) <= w t * exp (eta * M (S t) - eta * M t - eta * gamma * w t).
Proof.
  intros t Hw. simpl width. eapply Rle_trans; [apply step_le_exp, Hw|].
  right. do 2 f_equal. rewrite (proj1 (ema_identity beta first H t)). ring.
Qed.

(** The telescoping coordinate: U_{t+1} <= U_t e^{-eta gamma w_t} while w_t >= 0, for
    any entropies, bounded or not.  THEOREMS.md, Theorem 2′, (star). *)
Theorem U_step : forall t, 0 <= w t ->
  w (S t) * exp (- (eta * M (S t))) <=
  w t * exp (- (eta * M t)) * exp (- (eta * gamma * w t)).
Proof.
  intros t Hw. eapply Rle_trans.
  - apply Rmult_le_compat_r; [left; apply exp_pos | apply width_step, Hw].
  - right. rewrite !Rmult_assoc, <- !exp_plus. do 2 f_equal. ring.
Qed.

(** U_t = w_t e^{-eta M_{t-1}} never increases, for any entropy sequence.
    THEOREMS.md, Theorem 2′. *)
Theorem U_nonincreasing : forall t, 0 <= w t ->
  w (S t) * exp (- (eta * M (S t))) <= w t * exp (- (eta * M t)).
Proof.
  intros t Hw. eapply Rle_trans; [apply U_step, Hw|].
  rewrite <- (Rmult_1_r (w t * _)) at 2. apply Rmult_le_compat_l.
  - apply Rmult_le_pos; [exact Hw | left; apply exp_pos].
  - rewrite <- exp_0. apply exp_le. assert (0 <= eta * gamma * w t); [|lra].
    apply Rmult_le_pos; [nra | exact Hw].
Qed.

Hypothesis w_positive : forall t, 0 < w t.

Let eg_positive : 0 < eta * gamma := Rmult_lt_0_compat _ _ eta_positive gamma_positive.
Let w_nonnegative : forall t, 0 <= w t := fun t => Rlt_le _ _ (w_positive t).

(** w_T <= w_0 e^{eta (M_{T-1} - M_{-1})}: the most that entropies multiply a weight
    by.  THEOREMS.md, Theorem 3. *)
Theorem total_gain : forall T, w T <= w0 * exp (eta * (M T - first)).
Proof.
  assert (K : forall T, w T * exp (- (eta * M T)) <= w0 * exp (- (eta * first))).
  { intro T. induction T as [|T IH]; [right; reflexivity|].
    eapply Rle_trans; [apply U_nonincreasing, w_nonnegative | exact IH]. }
  intro T. specialize (K T).
  apply Rmult_le_compat_r with (r := exp (eta * M T)) in K; [|left; apply exp_pos].
  rewrite Rmult_assoc, exp_cancel, Rmult_1_r in K. eapply Rle_trans; [exact K|].
  right. rewrite Rmult_assoc, <- exp_plus. do 2 f_equal. ring.
Qed.

(** w_T <= e^{eta M_{T-1}} / (e^{eta M_{-1}}/w_0 + eta gamma sum_{t<T} e^{eta M_{t-1}}),
    for any entropy sequence.  THEOREMS.md, Theorem 3. *)
Theorem envelope : forall T,
  w T <= exp (eta * M T) /
    (exp (eta * first) / w0 + eta * gamma * sum_below T (fun t => exp (eta * M t))).
Proof.
  intro T. pose proof (bernoulli_envelope w (fun t => eta * M t) (eta * gamma) eg_positive
    w_nonnegative (fun t => width_step t (w_nonnegative t)) (w_positive 0) T) as Q.
  simpl in Q. set (S := sum_below T _) in *.
  set (X := exp (eta * first) / w0 + eta * gamma * S) in *.
  assert (HS : 0 <= S).
  { apply sum_below_nonnegative. intro k. left. apply exp_pos. }
  assert (HX : 0 < X).
  { unfold X. pose proof (Rdiv_lt_0_compat _ _ (exp_pos (eta * first)) (w_positive 0)).
    assert (0 <= eta * gamma * S) by (apply Rmult_le_pos; lra). simpl in *. lra. }
  apply Rmult_le_reg_r with X; [exact HX|].
  replace (exp (eta * M T) / X * X) with (exp (eta * M T)) by (field; lra).
  replace (w T * X) with (w T * exp (- (eta * M T)) * X * exp (eta * M T)).
  - rewrite <- (Rmult_1_l (exp (eta * M T))) at 2.
    apply Rmult_le_compat_r; [left; apply exp_pos | exact Q].
  - replace (w T * exp (- (eta * M T)) * X * exp (eta * M T)) with
      (w T * X * (exp (- (eta * M T)) * exp (eta * M T))) by ring.
    rewrite exp_cancel. ring.
Qed.

Hypothesis first_range : 0 <= first <= L.
Hypothesis H_range : forall t, 0 <= H t <= L.

Let M_range : forall t, 0 <= M t <= L :=
  ema_range beta L first H beta_range first_range H_range.
Let etaM_range : forall t, 0 <= eta * M t <= eta * L.
Proof. intro t. specialize (M_range t). nra. Qed.

(** w_T <= w_0 C^eta, with C^eta = e^{eta L}.  THEOREMS.md, Theorem 3. *)
Corollary total_gain_power : forall T, w T <= w0 * exp (eta * L).
Proof.
  intro T. eapply Rle_trans; [apply total_gain|].
  apply Rmult_le_compat_l; [apply (w_nonnegative 0)|].
  apply exp_le. specialize (M_range T). nra.
Qed.

(** w_T <= C^eta / (1/w_0 + eta gamma T), with C^eta = e^{eta L}, for every entropy
    sequence.  THEOREMS.md, Theorem 2′. *)
Theorem collapse_rate : forall T,
  w T <= exp (eta * L) / (/ w0 + eta * gamma * INR T).
Proof.
  intro T. pose proof (bernoulli_rate w (fun t => eta * M t) (eta * gamma) eg_positive
    w_nonnegative (fun t => width_step t (w_nonnegative t)) 0 (eta * L) etaM_range
    (w_positive 0) T) as Q.
  rewrite Rminus_0_r in Q. simpl width in Q at 2.
  assert (HX : 0 < / w0 + eta * gamma * INR T).
  { pose proof (pos_INR T). pose proof (Rinv_0_lt_compat _ (w_positive 0)).
    assert (0 <= eta * gamma * INR T) by (apply Rmult_le_pos; lra). simpl in *. lra. }
  apply Rmult_le_reg_r with (/ w0 + eta * gamma * INR T); [exact HX|].
  unfold Rdiv. rewrite (Rmult_assoc (exp _)), Rinv_l by lra. lra.
Qed.

(** Every positive weight tends to 0, for every entropy sequence.
    THEOREMS.md, Theorem 2′. *)
Theorem universal_collapse : Un_cv w 0.
Proof.
  exact (bernoulli_vanishes w (fun t => eta * M t) (eta * gamma) eg_positive
    w_nonnegative (fun t => width_step t (w_nonnegative t)) 0 (eta * L) etaM_range).
Qed.

(** A class whose smoothed entropy starts at L never rises above w_0. *)
Lemma never_above_start_from_L : first = L -> forall T, w T <= w0.
Proof.
  intros HL T. eapply Rle_trans; [apply total_gain|]. rewrite <- (Rmult_1_r w0) at 2.
  apply Rmult_le_compat_l; [apply (w_nonnegative 0)|]. rewrite <- exp_0. apply exp_le.
  specialize (M_range T). nra.
Qed.

(** A class with H_0 = L = ln C and D_0 = 0, as of an untrained network, never rises
    above w_0.  THEOREMS.md, Theorem 3, corollary. *)
Theorem never_above_start : H 0%nat = L -> D 0%nat = 0 -> forall T, w T <= w0.
Proof.
  intros HL HD. apply never_above_start_from_L.
  rewrite (proj2 (ema_identity beta first H 0)) in HD. simpl ema in HD.
  apply Rmult_integral in HD. lra.
Qed.

(** Whatever the entropies, w_T <= 1/(C^{-eta (1 - beta^T)}/w_0 +
    eta gamma sum_{n=1..T} C^{-eta (1 - beta^n)}).  THEOREMS.md, Theorem 3. *)
Theorem envelope_uniform : forall T,
  w T <= / (exp (- (eta * ((1 - beta ^ T) * L))) / w0 +
            eta * gamma * sum_below T (fun n => exp (- (eta * ((1 - beta ^ S n) * L))))).
Proof.
  intro T.
  assert (Drift : forall t, (t <= T)%nat -> M T - M t <= (1 - beta ^ (T - t)) * L).
  { intros t Ht. pose proof (ema_drift beta L first H beta_range H_range t (T - t)) as Q.
    replace (t + (T - t))%nat with T in Q by lia. specialize (M_range t).
    assert (0 <= beta ^ (T - t)) by (apply pow_le; lra).
    assert (beta ^ (T - t) <= 1) by (rewrite <- (pow1 (T - t)); apply pow_incr; lra). nra. }
  set (E := fun n => exp (- (eta * ((1 - beta ^ n) * L)))).
  assert (Low : forall t, (t <= T)%nat -> E (T - t)%nat <= exp (eta * M t) * exp (- (eta * M T))).
  { intros t Ht. unfold E. rewrite <- exp_plus. apply exp_le. specialize (Drift t Ht). nra. }
  assert (Rev : forall n, (n <= T)%nat ->
    sum_below n (fun k => E (S k)) <=
    exp (- (eta * M T)) * (sum_below T (fun t => exp (eta * M t)) -
                           sum_below (T - n) (fun t => exp (eta * M t)))).
  { intros n Hn. induction n as [|n IH]; [simpl; rewrite Nat.sub_0_r; lra|].
    specialize (IH ltac:(lia)). replace (T - n)%nat with (S (T - S n)) in IH by lia.
    simpl sum_below in *. pose proof (Low (T - S n)%nat ltac:(lia)) as Q.
    replace (T - (T - S n))%nat with (S n) in Q by lia. lra. }
  specialize (Rev T (le_n T)). rewrite Nat.sub_diag in Rev. simpl sum_below in Rev at 3.
  rewrite Rminus_0_r in Rev. pose proof (Low 0%nat ltac:(lia)) as L0.
  rewrite Nat.sub_0_r in L0. simpl in L0. eapply Rle_trans; [apply envelope|].
  set (s := sum_below T (fun t => exp (eta * M t))) in *.
  change (sum_below T (fun n => exp (- (eta * ((1 - beta ^ S n) * L))))) with
    (sum_below T (fun n => E (S n))).
  change (exp (- (eta * ((1 - beta ^ T) * L)))) with (E T).
  set (r := sum_below T (fun n => E (S n))) in *.
  assert (Hr : 0 <= r).
  { apply sum_below_nonnegative. intro k. left. apply exp_pos. }
  assert (Hw : 0 < / w0) by (apply Rinv_0_lt_compat, (w_positive 0)).
  assert (HE : 0 < E T) by apply exp_pos.
  assert (Hx : 0 < E T / w0 + eta * gamma * r).
  { unfold Rdiv. assert (0 < E T * / w0) by (apply Rmult_lt_0_compat; lra).
    assert (0 <= eta * gamma * r) by (apply Rmult_le_pos; lra). lra. }
  assert (Hle : E T / w0 + eta * gamma * r <=
    (exp (eta * first) / w0 + eta * gamma * s) * exp (- (eta * M T))).
  { unfold Rdiv.
    assert (E T * / w0 <= exp (eta * first) * exp (- (eta * M T)) * / w0)
      by (apply Rmult_le_compat_r; lra).
    assert (eta * gamma * r <= eta * gamma * (exp (- (eta * M T)) * s))
      by (apply Rmult_le_compat_l; lra). lra. }
  set (X := exp (eta * first) / w0 + eta * gamma * s) in *.
  assert (HX : 0 < X) by (pose proof (exp_pos (- (eta * M T))); nra).
  replace (exp (eta * M T) / X) with (/ (X * exp (- (eta * M T)))).
  - apply Rinv_le_contravar; assumption.
  - rewrite exp_Ropp. pose proof (exp_pos (eta * M T)). field. lra.
Qed.
End Collapse.

(** ** From the data alone *)

(** If eta (Dbar + gamma W) < 1 with W of Theorem 1′, every weight stays positive and
    tends to 0, for every entropy sequence.  THEOREMS.md, Theorems 1′ and 2′. *)
Theorem collapse_from_data : forall eta gamma beta L first w0 H,
  0 < eta -> 0 < gamma -> 0 <= beta < 1 -> 0 <= first <= L ->
  (forall t, 0 <= H t <= L) -> 0 < w0 ->
  eta * ((1 - beta) * L +
         gamma * Rmin (Rmax w0 ((1 - beta) * L / gamma)) (w0 * exp (eta * L))) < 1 ->
  (forall t, 0 < width eta gamma w0 (flow beta first H) t) /\
  Un_cv (width eta gamma w0 (flow beta first H)) 0.
Proof.
  intros eta gamma beta L first w0 H He Hg Hb Hf HH Hw Hs.
  assert (P : forall t, 0 < width eta gamma w0 (flow beta first H) t).
  { intro t. apply (bounded_for_every_entropy eta gamma beta L first w0 H); assumption. }
  split; [exact P|]. apply (universal_collapse eta gamma beta L first w0 H); assumption.
Qed.
