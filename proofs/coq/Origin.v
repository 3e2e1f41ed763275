(** * Origin: constant entropies.

    Without input the flow decays, D_t = beta^t D_0 ([Entropy.settled_flow]), and the
    loop is autonomous.  Its only equilibrium is the origin; here are its Lyapunov
    functions and its exact basin. *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences Step Collapse.
Open Scope R_scope.

Section Origin.
Variables eta gamma beta : R.
Hypothesis eta_positive : 0 < eta.
Hypothesis gamma_positive : 0 < gamma.
Hypothesis beta_range : 0 <= beta < 1.

(** ** Lyapunov functions *)

(** V = w + kappa |D| on 0 <= w <= W with kappa > eta W/(1 - beta): one step changes V
    by at most -eta gamma w^2 - (kappa (1 - beta) - eta W) |D|, so V decreases strictly
    off the origin.  THEOREMS.md, Origin. *)
Theorem lyapunov_sum : forall kappa W w d, 0 <= w <= W -> eta * W / (1 - beta) < kappa ->
  let V w d := w + kappa * Rabs d in
  V (step eta gamma w d) (beta * d) - V w d <=
    - (eta * gamma * (w * w)) - (kappa * (1 - beta) - eta * W) * Rabs d /\
  (w <> 0 \/ d <> 0 -> V (step eta gamma w d) (beta * d) < V w d).
Proof.
  intros kappa W w d Hw Hk V. unfold V. rewrite Rabs_mult, (Rabs_right beta) by lra.
  assert (Hd := Rabs_pos d).
  assert (B : step eta gamma w d + kappa * (beta * Rabs d) - (w + kappa * Rabs d) <=
              - (eta * gamma * (w * w)) - (kappa * (1 - beta) - eta * W) * Rabs d).
  { unfold step. assert (eta * w * d <= eta * W * Rabs d); [|lra].
    apply Rle_trans with (eta * w * Rabs d).
    - apply Rmult_le_compat_l; [nra | apply Rle_abs].
    - apply Rmult_le_compat_r; [exact Hd | nra]. }
  split; [exact B|]. intro Hoff.
  assert (Hk' : 0 < kappa * (1 - beta) - eta * W).
  { apply Rmult_lt_compat_r with (r := 1 - beta) in Hk; [|lra].
    replace (eta * W / (1 - beta) * (1 - beta)) with (eta * W) in Hk by (field; lra). lra. }
  assert (Heg : 0 < eta * gamma) by nra.
  assert (0 <= (kappa * (1 - beta) - eta * W) * Rabs d) by (apply Rmult_le_pos; lra).
  assert (0 <= eta * gamma * (w * w)) by (apply Rmult_le_pos; nra).
  destruct Hoff as [Hw0|Hd0].
  - assert (0 < eta * gamma * (w * w)) by (apply Rmult_lt_0_compat; nra). lra.
  - pose proof (Rabs_pos_lt d Hd0).
    assert (0 < (kappa * (1 - beta) - eta * W) * Rabs d) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** V = w e^{eta D/(1 - beta)} + kappa |D|, any kappa > 0, for every w >= 0: one step
    changes V by at most -w e^{eta D/(1 - beta)} (1 - e^{-eta gamma w}) -
    kappa (1 - beta) |D|, so V decreases strictly off the origin.
    THEOREMS.md, Origin. *)
Theorem lyapunov_exp : forall kappa w d, 0 < kappa -> 0 <= w ->
  let V w d := w * exp (eta * d / (1 - beta)) + kappa * Rabs d in
  V (step eta gamma w d) (beta * d) - V w d <=
    - (w * exp (eta * d / (1 - beta)) * (1 - exp (- (eta * gamma * w))))
    - kappa * (1 - beta) * Rabs d /\
  (w <> 0 \/ d <> 0 -> V (step eta gamma w d) (beta * d) < V w d).
Proof.
  intros kappa w d Hk Hw V. unfold V. rewrite Rabs_mult, (Rabs_right beta) by lra.
  assert (Hd := Rabs_pos d). assert (Heg : 0 < eta * gamma) by nra.
  set (E := exp (eta * d / (1 - beta))). assert (HE : 0 < E) by apply exp_pos.
  assert (Hs : step eta gamma w d * exp (eta * (beta * d) / (1 - beta)) <=
               w * E * exp (- (eta * gamma * w))).
  { apply Rle_trans with
      (w * exp (eta * (d - gamma * w)) * exp (eta * (beta * d) / (1 - beta))).
    - apply Rmult_le_compat_r; [left; apply exp_pos | apply step_le_exp, Hw].
    - right. unfold E. rewrite !Rmult_assoc, <- !exp_plus. do 2 f_equal. field. lra. }
  split; [lra|]. intro Hoff.
  assert (Hx : 0 <= eta * gamma * w) by (apply Rmult_le_pos; lra).
  assert (He : exp (- (eta * gamma * w)) <= 1) by (rewrite <- exp_0; apply exp_le; lra).
  assert (HwE : 0 <= w * E) by (apply Rmult_le_pos; lra).
  destruct (Req_dec w 0) as [Hw0|Hw0].
  - assert (Hd0 : d <> 0) by tauto. pose proof (Rabs_pos_lt d Hd0).
    assert (0 < kappa * (1 - beta) * Rabs d) by (repeat apply Rmult_lt_0_compat; lra).
    assert (w * E * exp (- (eta * gamma * w)) <= w * E * 1) by (apply Rmult_le_compat_l; lra).
    lra.
  - assert (w * E * exp (- (eta * gamma * w)) < w * E * 1).
    { apply Rmult_lt_compat_l; [apply Rmult_lt_0_compat; lra|]. rewrite <- exp_0.
      apply exp_increasing. assert (0 < eta * gamma * w) by (apply Rmult_lt_0_compat; lra). lra. }
    assert (0 <= kappa * (1 - beta) * Rabs d) by (repeat apply Rmult_le_pos; lra). lra.
Qed.

Lemma power_range : forall t, 0 <= beta ^ t <= 1.
Proof. intro t. split; [apply pow_le; lra|]. rewrite <- (pow1 t). apply pow_incr. lra. Qed.

(** ** Negative weights *)

Section Negative.
Variables d0 w0 : R.
Local Notation w := (width eta gamma w0 (fun t => beta ^ t * d0)).

(** Each factor 1 + eta D_t is at least e^{k eta D_t} for some k >= 0. *)
Lemma factor_lower : -1 < eta * d0 -> exists k, 0 <= k /\
  (0 < k -> eta * d0 <= 0) /\
  forall t, exp (k * (eta * (beta ^ t * d0))) <= 1 + eta * (beta ^ t * d0).
Proof.
  intro Hx. set (x := eta * d0) in *.
  assert (E : forall t, eta * (beta ^ t * d0) = beta ^ t * x) by (intro; unfold x; ring).
  destruct (Rle_or_lt 0 x) as [Hp|Hn].
  - exists 0. split; [lra|]. split; [lra|]. intro t. rewrite E, Rmult_0_l, exp_0.
    pose proof (power_range t). assert (0 <= beta ^ t * x) by (apply Rmult_le_pos; lra). lra.
  - exists (/ (1 + x)). assert (Hi : 0 < / (1 + x)) by (apply Rinv_0_lt_compat; lra).
    split; [lra|]. split; [lra|]. intro t. rewrite E. pose proof (power_range t) as Hp.
    set (y := beta ^ t * x). assert (Hy : x <= y <= 0) by (unfold y; nra).
    (* 1/(1+y) = 1 - y/(1+y) <= e^{-y/(1+y)} *)
    apply Rle_trans with (exp (/ (1 + y) * y)).
    + apply exp_le. assert (/ (1 + y) <= / (1 + x)) by (apply Rinv_le_contravar; lra). nra.
    + set (z := / (1 + y) * y). pose proof (exp_ineq1_le (- z)) as Q.
      replace (1 + - z) with (/ (1 + y)) in Q by (unfold z; field; lra).
      apply Rinv_le_contravar in Q; [|apply Rinv_0_lt_compat; lra].
      rewrite exp_Ropp, !Rinv_inv in Q. exact Q.
Qed.

(** Every negative weight diverges to -infinity, at least linearly, for constant
    entropies and any starting flow with eta D_0 > -1.  THEOREMS.md, Origin. *)
Theorem negative_diverges : -1 < eta * d0 -> w0 < 0 -> cv_infty (fun t => - w t).
Proof.
  intros Hx Hw. destruct (factor_lower Hx) as (k & Hk & Hsign & Hf).
  (* v_t = -w_t e^{p_t} with p_t = k eta D_t/(1-beta): the remaining product *)
  set (p := fun t => k * (eta * (beta ^ t * d0)) / (1 - beta)).
  assert (Hp : forall t, p t = p (S t) + k * (eta * (beta ^ t * d0)))
    by (intro t; unfold p; simpl; field; lra).
  assert (Hp0 : forall t, p 0%nat <= p t <= 0).
  { intro t. pose proof (power_range t) as Ht. unfold p. simpl.
    destruct Hk as [Hk | <-]; [|unfold Rdiv; rewrite !Rmult_0_l; lra].
    specialize (Hsign Hk). assert (Hi : 0 < / (1 - beta)) by (apply Rinv_0_lt_compat; lra).
    assert (Hkd : k * (eta * d0) <= 0) by nra.
    replace (k * (eta * (1 * d0)) / (1 - beta)) with (k * (eta * d0) * / (1 - beta))
      by (unfold Rdiv; ring).
    replace (k * (eta * (beta ^ t * d0)) / (1 - beta)) with
      (beta ^ t * (k * (eta * d0) * / (1 - beta))) by (unfold Rdiv; ring).
    assert (k * (eta * d0) * / (1 - beta) <= 0) by nra. nra. }
  set (c := - w0 * exp (p 0%nat)).
  assert (Hc : 0 < c) by (apply Rmult_lt_0_compat; [lra | apply exp_pos]).
  assert (Heg : 0 < eta * gamma) by nra.
  set (q := eta * gamma * (c * c) * exp (p 0%nat)).
  assert (Hq : 0 < q) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; nra | apply exp_pos]).
  assert (Lower : forall t, c <= - w t * exp (p t) -> c <= - w t).
  { intros t Ht. assert (exp (p t) <= 1) by (rewrite <- exp_0; apply exp_le, Hp0).
    pose proof (exp_pos (p t)). nra. }
  assert (Grow : forall t, c + q * INR t <= - w t * exp (p t)).
  { intro t. induction t as [|t IH]; [simpl; unfold c; lra|]. rewrite S_INR.
    pose proof (pos_INR t). assert (Ht : c <= - w t).
    { apply Lower. assert (0 <= q * INR t) by (apply Rmult_le_pos; lra). lra. }
    simpl width. set (u := - w t) in *. replace (w t) with (- u) in * by (unfold u; ring).
    replace (- step eta gamma (- u) (beta ^ t * d0)) with
      (u * (1 + eta * (beta ^ t * d0)) + eta * gamma * (u * u)) by (unfold step; ring).
    assert (F1 : u * exp (p t) <= u * (1 + eta * (beta ^ t * d0)) * exp (p (S t))).
    { rewrite Hp, exp_plus, Rmult_assoc. apply Rmult_le_compat_l; [lra|]. rewrite Rmult_comm.
      apply Rmult_le_compat_r; [left; apply exp_pos | apply Hf]. }
    assert (F2 : q <= eta * gamma * (u * u) * exp (p (S t))).
    { unfold q. apply Rmult_le_compat.
      - apply Rmult_le_pos; nra.
      - left; apply exp_pos.
      - apply Rmult_le_compat_l; nra.
      - apply exp_le, Hp0. }
    lra. }
  apply linear_diverges with (a := c) (k := q); [exact Hq|]. intro t. specialize (Grow t).
  assert (exp (p t) <= 1) by (rewrite <- exp_0; apply exp_le, Hp0).
  pose proof (exp_pos (p t)). pose proof (pos_INR t).
  assert (0 <= q * INR t) by (apply Rmult_le_pos; lra). nra.
Qed.

End Negative.

(** ** The basin *)

Section Basin.
Variables d0 w0 : R.
Local Notation w := (width eta gamma w0 (fun t => beta ^ t * d0)).

(** Beyond which eta D_0 the basin is no longer the interval below. *)
Definition basin_flow_limit : R := 2 * beta - 1 + sqrt ((2 * beta - 1) ^ 2 + 3).

(** y^2 + (2 - 4 beta) y - 3 <= 0 between -1 and its larger root. *)
Lemma basin_quadratic : forall y, -1 < y <= basin_flow_limit ->
  y * y + (2 - 4 * beta) * y - 3 <= 0.
Proof.
  intros y [Hlo Hhi]. unfold basin_flow_limit in Hhi. set (s := sqrt _) in *.
  assert (Hs : s * s = (2 * beta - 1) ^ 2 + 3) by (apply sqrt_sqrt; nra).
  assert (Hs0 : 0 <= s) by apply sqrt_pos.
  assert (Hs1 : 2 * beta <= s) by nra.
  assert (0 <= (2 * beta - 1 + s - y) * (y - (2 * beta - 1 - s))) by (apply Rmult_le_pos; lra).
  nra.
Qed.

Lemma basin_flow_limit_nonnegative : 0 <= basin_flow_limit.
Proof.
  unfold basin_flow_limit. set (s := sqrt _).
  assert (Hs : s * s = (2 * beta - 1) ^ 2 + 3) by (apply sqrt_sqrt; nra).
  assert (Hs0 : 0 <= s) by apply sqrt_pos.
  destruct (Rle_or_lt 0 (2 * beta - 1 + s)) as [|Hlt]; [assumption|exfalso].
  assert (s * s <= (1 - 2 * beta) * (1 - 2 * beta)) by (apply Rmult_le_compat; lra). nra.
Qed.

(** The range -1 < eta D_t <= x_+(beta) is kept. *)
Lemma basin_range_kept : -1 < eta * d0 <= basin_flow_limit -> forall t,
  -1 < eta * (beta ^ t * d0) <= basin_flow_limit.
Proof.
  intros Hx t. replace (eta * (beta ^ t * d0)) with (beta ^ t * (eta * d0)) by ring.
  assert (Hl := basin_flow_limit_nonnegative). pose proof (power_range t).
  destruct (Rle_or_lt 0 (eta * d0)); split; nra.
Qed.

(** Inside, every weight stays between 0 and a_t = (1 + eta D_t)/(eta gamma). *)
Lemma basin_kept : -1 < eta * d0 <= basin_flow_limit ->
  0 <= w0 <= (1 + eta * d0) / (eta * gamma) -> forall t,
  0 <= w t /\ eta * gamma * w t <= 1 + eta * (beta ^ t * d0).
Proof.
  intros Hx H0 t. assert (Heg : 0 < eta * gamma) by nra. induction t as [|t [IHp IHu]].
  - simpl. split; [apply H0|]. rewrite Rmult_1_l. destruct H0 as [_ H0].
    apply Rmult_le_compat_l with (r := eta * gamma) in H0; [|lra].
    replace (eta * gamma * ((1 + eta * d0) / (eta * gamma))) with (1 + eta * d0) in H0
      by (field; lra). exact H0.
  - simpl width. pose proof (basin_quadratic _ (basin_range_kept Hx t)) as Hq.
    set (y := eta * (beta ^ t * d0)) in *. set (v := width _ _ _ _ t) in *.
    replace (eta * (beta ^ S t * d0)) with (beta * y) by (unfold y; simpl; ring).
    replace (step eta gamma v (beta ^ t * d0)) with (v * (1 + y - eta * gamma * v))
      by (unfold step, y; ring).
    split; [apply Rmult_le_pos; lra|].
    set (z := eta * gamma * v) in *.
    replace (eta * gamma * (v * (1 + y - z))) with (z * (1 + y - z)) by (unfold z; ring).
    (* z (1 + y - z) <= (1 + y)^2 / 4 <= 1 + beta y *)
    assert (0 <= (2 * z - (1 + y)) * (2 * z - (1 + y))) by apply Rle_0_sqr. nra.
Qed.

Lemma basin_vanishes : (forall t, 0 <= w t) -> Un_cv w 0.
Proof.
  intro Hw. set (m := fun t => - (eta * (beta ^ t * d0)) / (1 - beta)).
  set (b := eta * Rabs d0 / (1 - beta)).
  assert (Heg : 0 < eta * gamma) by nra.
  apply (bernoulli_vanishes w m (eta * gamma) Heg Hw) with (a := - b) (b := b).
  - intro t. simpl width. eapply Rle_trans; [apply step_le_exp, Hw|].
    right. do 2 f_equal. unfold m. simpl. field. lra.
  - intro t. apply abs_between. unfold m, b, Rdiv.
    assert (Hi : 0 < / (1 - beta)) by (apply Rinv_0_lt_compat; lra).
    rewrite Rabs_mult, Rabs_Ropp, !Rabs_mult, (Rabs_right eta), (Rabs_right (/ _)),
      (Rabs_right (beta ^ t)) by (try apply Rle_ge, power_range; lra).
    apply Rmult_le_compat_r; [lra|]. apply Rmult_le_compat_l; [lra|].
    rewrite <- (Rmult_1_l (Rabs d0)) at 2. apply Rmult_le_compat_r; [apply Rabs_pos|].
    apply power_range.
Qed.

(** Above the edge of the basin the first step is negative, and so lost. *)
Lemma beyond_basin : -1 < eta * d0 -> (1 + eta * d0) / (eta * gamma) < w0 -> 0 < w0 ->
  cv_infty (fun t => - w t).
Proof.
  intros Hx He Hw. assert (Heg : 0 < eta * gamma) by nra.
  apply Rmult_lt_compat_l with (r := eta * gamma) in He; [|exact Heg].
  replace (eta * gamma * ((1 + eta * d0) / (eta * gamma))) with (1 + eta * d0) in He
    by (field; lra).
  assert (H1 : w 1%nat < 0) by (simpl; unfold step; nra).
  apply diverges_shift with (n := 1%nat).
  assert (N : cv_infty (fun t => - width eta gamma (w 1%nat) (fun k => beta ^ k * (beta * d0)) t)).
  { apply negative_diverges; [|exact H1].
    replace (eta * (beta * d0)) with (beta * (eta * d0)) by ring. nra. }
  intro m. destruct (N m) as [P HP]. exists P. intros t Ht. specialize (HP t Ht).
  rewrite width_shift, (width_ext _ _ _ _ (fun k => beta ^ k * (beta * d0))); [exact HP|].
  intro k. simpl. ring.
Qed.

(** The exact basin of the origin, for -1 < eta D_0 <= x_+(beta): w_t -> 0 exactly if
    0 <= w_0 <= (1 + eta D_0)/(eta gamma), and then no weight is ever negative; every
    other w_0 leads to -infinity.  THEOREMS.md, Origin. *)
Theorem basin_exact : -1 < eta * d0 <= basin_flow_limit ->
  let inside := 0 <= w0 <= (1 + eta * d0) / (eta * gamma) in
  (Un_cv w 0 <-> inside) /\
  (inside -> forall t, 0 <= w t) /\
  (~ inside -> cv_infty (fun t => - w t)).
Proof.
  intros Hx inside.
  assert (In : inside -> forall t, 0 <= w t) by (intros H0 t; apply basin_kept; assumption).
  assert (Out : ~ inside -> cv_infty (fun t => - w t)).
  { intro Hout. destruct (Rlt_or_le w0 0) as [Hn|Hp];
      [apply negative_diverges; [apply Hx | exact Hn]|].
    assert (He : (1 + eta * d0) / (eta * gamma) < w0)
      by (apply Rnot_le_lt; intro; apply Hout; split; assumption).
    apply beyond_basin; [apply Hx | exact He |].
    assert (0 < (1 + eta * d0) / (eta * gamma)) by (apply Rdiv_lt_0_compat; nra). lra. }
  split; [split | split; assumption].
  - intro Hc. assert (Dec : inside \/ ~ inside).
    { unfold inside.
      destruct (Rle_dec 0 w0), (Rle_dec w0 ((1 + eta * d0) / (eta * gamma))); tauto. }
    destruct Dec as [|Hout]; [assumption|]. destruct (diverges_not_convergent w 0 (Out Hout) Hc).
  - intro H0. apply basin_vanishes, In, H0.
Qed.
End Basin.

(** From D_0 = 0 the basin is [0, 1/(eta gamma)]. *)
Corollary basin_at_rest : forall w0,
  Un_cv (width eta gamma w0 (fun _ => 0)) 0 <-> 0 <= w0 <= 1 / (eta * gamma).
Proof.
  intro w0.
  assert (E : forall t, width eta gamma w0 (fun _ => 0) t =
                        width eta gamma w0 (fun t => beta ^ t * 0) t)
    by (apply width_ext; intro; ring).
  assert (B : -1 < eta * 0 <= basin_flow_limit)
    by (pose proof basin_flow_limit_nonnegative; lra).
  destruct (basin_exact 0 w0 B) as [I _]. rewrite Rmult_0_r, Rplus_0_r in I.
  rewrite <- I. split; intros Hc eps Heps; destruct (Hc eps Heps) as [N HN]; exists N;
    intros n Hn; specialize (HN n Hn); rewrite E in *; assumption || (rewrite <- E; assumption).
Qed.

(** … and there 1/w_t grows by at least eta gamma an epoch: w_t <= 1/(1/w_0 + eta gamma t).
    THEOREMS.md, Theorem 2′ with L = 0. *)
Theorem rate_at_rest : forall w0, 0 < w0 <= 1 / (eta * gamma) -> forall t,
  0 <= width eta gamma w0 (fun _ => 0) t <= / (/ w0 + eta * gamma * INR t).
Proof.
  intros w0 H0. assert (Heg : 0 < eta * gamma) by nra. set (w := width eta gamma w0 (fun _ => 0)).
  assert (Hedge : eta * gamma * w0 <= 1).
  { replace 1 with (eta * gamma * (1 / (eta * gamma))) by (field; lra).
    apply Rmult_le_compat_l; lra. }
  assert (P : forall t, 0 <= w t /\ eta * gamma * w t <= 1).
  { intro t. unfold w. induction t as [|t [IHp IHu]]; simpl width; [lra|].
    set (v := width _ _ _ _ t) in *. set (x := eta * gamma * v) in *.
    replace (step eta gamma v 0) with (v * (1 - x)) by (unfold step, x; ring).
    split; [apply Rmult_le_pos; lra|].
    replace (eta * gamma * (v * (1 - x))) with (x * (1 - x)) by (unfold x; ring).
    assert (0 <= (2 * x - 1) * (2 * x - 1)) by apply Rle_0_sqr. lra. }
  intro t. split; [apply P|].
  pose proof (bernoulli_rate w (fun _ => 0) (eta * gamma) Heg (fun s => proj1 (P s))) as Q.
  assert (St : forall s, w (S s) <= w s * exp (0 - 0 - eta * gamma * w s)).
  { intro s. unfold w. simpl width. eapply Rle_trans; [apply step_le_exp, P|].
    right. do 2 f_equal. ring. }
  specialize (Q St 0 0 (fun _ => conj (Rle_refl 0) (Rle_refl 0)) (proj1 H0) t).
  rewrite Rminus_0_r, exp_0 in Q. change (w 0%nat) with w0 in Q. pose proof (pos_INR t).
  assert (Hi : 0 < / w0) by (apply Rinv_0_lt_compat; lra).
  assert (0 <= eta * gamma * INR t) by (apply Rmult_le_pos; lra).
  apply Rmult_le_reg_r with (/ w0 + eta * gamma * INR t); [lra|]. rewrite Rinv_l; lra.
Qed.
End Origin.
