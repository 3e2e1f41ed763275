(** * InputToState: what a bounded drive can hold up.

    Above d/gamma the law pushes down.  True of every drive of size at most Dbar; a
    flow of entropies, though, cannot stay positive ([Collapse]). *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences Step Bounded.
Open Scope R_scope.

Section InputToState.
Variables eta gamma Dbar w0 : R.
Variable D : nat -> R.
Hypothesis eta_positive : 0 < eta.
Hypothesis gamma_positive : 0 < gamma.
Hypothesis half_flow : eta * Dbar < 1 / 2.
Hypothesis D_bound : forall t, Rabs (D t) <= Dbar.
Hypothesis w0_range : 0 < w0 < (1 - eta * Dbar) / (eta * gamma).

Local Notation w := (width eta gamma w0 D).
Let eg_positive : 0 < eta * gamma := Rmult_lt_0_compat _ _ eta_positive gamma_positive.

(** Weights from below the limit stay there: W = max(w_0, Dbar/gamma). *)
Lemma below_limit : forall t, 0 < w t < (1 - eta * Dbar) / (eta * gamma).
Proof.
  intro t. set (W := Rmax w0 (Dbar / gamma)). set (m := (1 - eta * Dbar) / (eta * gamma)) in *.
  assert (Em : m * (eta * gamma) = 1 - eta * Dbar) by (unfold m; field; lra).
  assert (Ed : Dbar / gamma * gamma = Dbar) by (field; lra).
  assert (Hd : Dbar / gamma < m).
  { apply Rmult_lt_reg_r with (eta * gamma); [exact eg_positive|].
    replace (Dbar / gamma * (eta * gamma)) with (eta * (Dbar / gamma * gamma)) by ring.
    rewrite Ed, Em. lra. }
  assert (HW : W < m) by (apply Rmax_lub_lt; lra).
  assert (HWd : Dbar / gamma <= W) by apply Rmax_r.
  assert (HW' : Dbar <= gamma * W) by nra.
  assert (HWm : W * (eta * gamma) < 1 - eta * Dbar)
    by (rewrite <- Em; apply Rmult_lt_compat_r; assumption).
  destruct (interval_invariant eta gamma Dbar eta_positive gamma_positive W HW' ltac:(lra)
    D w0 D_bound ltac:(split; [lra | apply Rmax_l]) t) as [Hp Hu].
  lra.
Qed.

Lemma below_limit_slope : forall t, eta * gamma * w t < 1.
Proof.
  intro t. destruct (below_limit t) as [_ Hu].
  apply Rmult_lt_compat_l with (r := eta * gamma) in Hu; [|exact eg_positive].
  replace (eta * gamma * ((1 - eta * Dbar) / (eta * gamma))) with (1 - eta * Dbar) in Hu
    by (field; lra).
  pose proof (D_bound 0). pose proof (Rabs_pos (D 0%nat)).
  assert (0 <= eta * Dbar) by (apply Rmult_le_pos; lra). lra.
Qed.

(** For every eps > 0 and every d >= sup D_t,
    w_t <= max(w_0/(1 + eps/(1+eps) eta gamma w_0 t), (1+eps) d^+/gamma).
    THEOREMS.md, Theorem 5. *)
Theorem input_to_state : forall eps d, 0 < eps -> (forall t, D t <= d) -> forall t,
  w t <= Rmax (w0 / (1 + eps / (1 + eps) * (eta * gamma) * w0 * INR t))
              ((1 + eps) * Rmax d 0 / gamma).
Proof.
  intros eps d Heps HD t. set (dp := Rmax d 0). set (b := (1 + eps) * dp / gamma).
  set (k := eps / (1 + eps) * (eta * gamma)).
  assert (Hdp : 0 <= dp) by apply Rmax_r. assert (Hd : d <= dp) by apply Rmax_l.
  assert (Eb : gamma * b = (1 + eps) * dp) by (unfold b; field; lra).
  assert (Hf : 0 < eps / (1 + eps) < 1).
  { split; [apply Rdiv_lt_0_compat; lra|]. apply Rmult_lt_reg_r with (1 + eps); [lra|].
    unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  assert (Hk : 0 < k < eta * gamma) by (unfold k; split; nra).
  (* either below b, for good, or still on the hyperbola *)
  assert (K : w t <= b \/ w t * (1 + k * w0 * INR t) <= w0).
  { induction t as [|t IH]; [right; simpl; lra|].
    pose proof (below_limit t) as [Hp _]. pose proof (below_limit_slope t) as Hs.
    specialize (HD t). simpl width. set (v := w t) in *.
    destruct (Rle_or_lt v b) as [Hle|Hgt].
    - left. apply step_below; try assumption; nra.
    - right. destruct IH as [IH|IH]; [lra|]. rewrite S_INR.
      set (A := 1 + k * w0 * INR t) in *.
      replace (1 + k * w0 * (INR t + 1)) with (A + k * w0) by (unfold A; ring).
      assert (Hdrop : D t - gamma * v <= - (eps / (1 + eps) * (gamma * v))).
      { assert (dp * (1 + eps) <= gamma * v)
          by (rewrite Rmult_comm, <- Eb; apply Rmult_le_compat_l; lra).
        assert (dp <= gamma * v * / (1 + eps)).
        { apply Rmult_le_reg_r with (1 + eps); [lra|]. rewrite Rmult_assoc, Rinv_l; lra. }
        replace (- (eps / (1 + eps) * (gamma * v))) with (gamma * v * / (1 + eps) - gamma * v)
          by (field; lra). lra. }
      assert (Hstep : step eta gamma v (D t) <= v * (1 - k * v)).
      { unfold step. apply Rmult_le_compat_l; [lra|]. unfold k.
        apply Rmult_le_compat_l with (r := eta) in Hdrop; lra. }
      assert (Hkv : k * v < 1) by nra.
      assert (HA : 0 < A + k * w0).
      { unfold A. pose proof (pos_INR t). assert (0 < k * w0) by nra.
        assert (0 <= k * w0 * INR t) by (apply Rmult_le_pos; lra). lra. }
      apply Rle_trans with (v * (1 - k * v) * (A + k * w0)); [apply Rmult_le_compat_r; lra|].
      (* with s = v A <= w0: w0 - s (1 - kv) - kv (1 - kv) w0 = (w0 - s)(1 - kv) + (kv)^2 w0 *)
      assert (0 <= (w0 - v * A) * (1 - k * v)) by (apply Rmult_le_pos; lra).
      assert (0 <= k * v * (k * v) * w0) by (apply Rmult_le_pos; [nra | lra]).
      nra. }
  destruct K as [K|K]; [eapply Rle_trans; [exact K | apply Rmax_r]|].
  eapply Rle_trans; [|apply Rmax_l]. fold k. pose proof (pos_INR t).
  assert (0 <= k * w0 * INR t) by (apply Rmult_le_pos; nra).
  set (X := 1 + k * w0 * INR t) in *. apply Rmult_le_reg_r with X; [unfold X; lra|].
  replace (w0 / X * X) with w0 by (field; unfold X; lra). exact K.
Qed.
End InputToState.

(** limsup w <= d^+/gamma for drives with limsup D <= d.  THEOREMS.md, Theorem 5. *)
Theorem input_to_state_limsup : forall eta gamma Dbar w0 D d,
  0 < eta -> 0 < gamma -> eta * Dbar < 1 / 2 -> (forall t, Rabs (D t) <= Dbar) ->
  0 < w0 < (1 - eta * Dbar) / (eta * gamma) ->
  limsup_le D d -> limsup_le (width eta gamma w0 D) (Rmax d 0 / gamma).
Proof.
  intros eta gamma Dbar w0 D d He Hg Hh HD Hw Hd eps Heps.
  set (dp := Rmax d 0). assert (Hdp : 0 <= dp) by apply Rmax_r.
  (* (1 + e)(dp + e) <= dp + gamma eps *)
  set (e := Rmin 1 (gamma * eps / (dp + 3))).
  assert (Hq : 0 < gamma * eps / (dp + 3)) by (apply Rdiv_lt_0_compat; nra).
  assert (He0 : 0 < e) by (apply Rmin_glb_lt; lra). assert (He1 : e <= 1) by apply Rmin_l.
  assert (He2 : e * (dp + 3) <= gamma * eps).
  { replace (gamma * eps) with (gamma * eps / (dp + 3) * (dp + 3)) by (field; lra).
    apply Rmult_le_compat_r; [lra | apply Rmin_r]. }
  destruct (Hd e He0) as [N HN]. set (v := width eta gamma w0 D N).
  assert (Hv := below_limit eta gamma Dbar w0 D He Hg Hh HD Hw N). fold v in Hv.
  set (k := e / (1 + e) * (eta * gamma)).
  assert (Hk : 0 < k).
  { apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; lra | nra]. }
  destruct (large_index (/ eps / k)) as [P HP]. exists (N + P)%nat. intros n Hn.
  replace n with (N + (n - N))%nat by lia. rewrite width_shift. fold v.
  assert (HD' : forall t, D (N + t)%nat <= dp + e).
  { intro t. specialize (HN (N + t)%nat ltac:(lia)). pose proof (Rmax_l d 0). unfold dp. lra. }
  pose proof (input_to_state eta gamma Dbar v (fun t => D (N + t)%nat) He Hg Hh
    (fun t => HD (N + t)%nat) Hv e (dp + e) He0 HD' (n - N)) as Q.
  eapply Rle_trans; [exact Q|]. fold k. rewrite (Rmax_left (dp + e)) by lra.
  assert (Hi : 0 < / gamma) by (apply Rinv_0_lt_compat; lra).
  assert (0 <= dp / gamma) by (apply Rmult_le_pos; lra).
  apply Rmax_lub.
  - specialize (HP (n - N)%nat ltac:(lia)). apply Rmult_le_compat_r with (r := k) in HP; [|lra].
    replace (/ eps / k * k) with (/ eps) in HP by (field; lra).
    assert (Hx : 1 <= eps * (INR (n - N) * k)).
    { rewrite <- (Rinv_r eps) by lra. apply Rmult_le_compat_l; lra. }
    assert (Hd1 : 0 < 1 + k * v * INR (n - N)).
    { pose proof (pos_INR (n - N)). assert (0 < k * v) by nra.
      assert (0 <= k * v * INR (n - N)) by (apply Rmult_le_pos; lra). lra. }
    assert (v / (1 + k * v * INR (n - N)) <= eps); [|lra].
    set (X := 1 + k * v * INR (n - N)) in *. apply Rmult_le_reg_r with X; [exact Hd1|].
    replace (v / X * X) with v by (field; lra). unfold X. nra.
  - apply Rmult_le_reg_r with gamma; [exact Hg|].
    replace ((1 + e) * (dp + e) / gamma * gamma) with ((1 + e) * (dp + e)) by (field; lra).
    replace ((dp / gamma + eps) * gamma) with (dp + gamma * eps) by (field; lra). nra.
Qed.

(** The gain 1/gamma is sharp: a constant drive d > 0 holds the weight at d/gamma.
    THEOREMS.md, Theorem 5. *)
Theorem input_to_state_sharp : forall eta gamma d, 0 < gamma ->
  forall t, width eta gamma (d / gamma) (fun _ => d) t = d / gamma.
Proof.
  intros eta gamma d Hg t. induction t as [|t IH]; simpl; [reflexivity|].
  rewrite IH. unfold step. field. lra.
Qed.
