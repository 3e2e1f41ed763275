(** * Bounded: how large a weight may grow, and for which eta it stays positive.

    Theorem 1 of the paper asks for "a sufficiently small" eta; these theorems give
    the number.  Part (a) allows any drives in [-Dbar, Dbar], part (b) uses that the
    drive is an entropy flow. *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences Step Entropy.
Open Scope R_scope.

(** ** (a) Arbitrary drives *)

(** (0, W] is invariant under every sequence of drives of size at most Dbar. *)
Definition invariant (eta gamma Dbar W : R) : Prop :=
  forall D w0, (forall t, Rabs (D t) <= Dbar) -> 0 < w0 <= W ->
  forall t, 0 < width eta gamma w0 D t <= W.

Section Drives.
Variables eta gamma Dbar : R.
Hypothesis eta_positive : 0 < eta.
Hypothesis gamma_positive : 0 < gamma.

Lemma step_invariant : forall W w d,
  Rabs d <= Dbar -> 0 < w <= W -> Dbar <= gamma * W -> eta * (Dbar + gamma * W) < 1 ->
  0 < step eta gamma w d <= W.
Proof.
  intros W w d Hd Hw HW He. pose proof (Rabs_pos d). apply abs_between in Hd.
  assert (gamma * w <= gamma * W) by nra. split.
  - apply step_positive_iff; nra.
  - apply step_below; nra.
Qed.

(** (0, W] is invariant if Dbar <= gamma W and eta (Dbar + gamma W) < 1.
    THEOREMS.md, Theorem 1′ (a). *)
Theorem interval_invariant : forall W,
  Dbar <= gamma * W -> eta * (Dbar + gamma * W) < 1 -> invariant eta gamma Dbar W.
Proof.
  intros W HW He D w0 HD H0 t. induction t as [|t IH]; simpl; [exact H0|].
  apply step_invariant; auto.
Qed.

(** … and only then: (0, W] is invariant exactly if
    Dbar/gamma <= W < (1 - eta Dbar)/(eta gamma).  THEOREMS.md, Theorem 1′ (a). *)
Theorem interval_invariant_sharp : forall W, 0 <= Dbar -> 0 < W ->
  (invariant eta gamma Dbar W <->
   Dbar / gamma <= W < (1 - eta * Dbar) / (eta * gamma)).
Proof.
  intros W HD HW. assert (Heg : 0 < eta * gamma) by nra.
  assert (E1 : Dbar / gamma * gamma = Dbar) by (field; lra).
  assert (E2 : (1 - eta * Dbar) / (eta * gamma) * (eta * gamma) = 1 - eta * Dbar) by (field; lra).
  split.
  - intro HI. assert (Hstep : forall d, Rabs d <= Dbar -> 0 < step eta gamma W d <= W).
    { intros d Hd. apply (HI (fun _ => d) W (fun _ => Hd) ltac:(lra) 1%nat). }
    assert (Hup := Hstep Dbar ltac:(rewrite Rabs_right; lra)).
    assert (Hdn := Hstep (- Dbar) ltac:(rewrite Rabs_Ropp, Rabs_right; lra)).
    apply proj2 in Hup. apply proj1 in Hdn. apply step_positive_iff in Hdn; [|exact HW].
    unfold step in Hup. split.
    + apply Rmult_le_reg_r with gamma; [exact gamma_positive|]. rewrite E1.
      destruct (Rle_or_lt Dbar (W * gamma)) as [|Hlt]; [assumption|exfalso].
      assert (0 < W * (eta * (Dbar - gamma * W))) by (repeat apply Rmult_lt_0_compat; lra). nra.
    + apply Rmult_lt_reg_r with (eta * gamma); [exact Heg|]. rewrite E2. lra.
  - intros [Hlo Hhi]. apply Rmult_le_compat_r with (r := gamma) in Hlo; [|lra].
    apply Rmult_lt_compat_r with (r := eta * gamma) in Hhi; [|exact Heg].
    rewrite E1 in Hlo. rewrite E2 in Hhi. apply interval_invariant; lra.
Qed.

(** Some (0, W] is invariant exactly if eta Dbar < 1/2.  THEOREMS.md, Theorem 1′ (a). *)
Theorem interval_exists_iff : 0 < Dbar ->
  ((exists W, 0 < W /\ invariant eta gamma Dbar W) <-> eta * Dbar < 1 / 2).
Proof.
  intro HD. assert (E : eta * (gamma * (Dbar / gamma)) = eta * Dbar) by (field; lra).
  assert (HW : 0 < Dbar / gamma) by (apply Rdiv_lt_0_compat; lra). split.
  - intros (W & HW' & HI). apply interval_invariant_sharp in HI; [|lra|exact HW'].
    destruct HI as [Hlo Hhi].
    assert (Q : Dbar / gamma < (1 - eta * Dbar) / (eta * gamma)) by lra.
    apply Rmult_lt_compat_r with (r := eta * gamma) in Q; [|nra].
    replace ((1 - eta * Dbar) / (eta * gamma) * (eta * gamma)) with (1 - eta * Dbar) in Q
      by (field; lra). lra.
  - intro He. exists (Dbar / gamma). split; [exact HW|]. apply interval_invariant; [|lra].
    right. field. lra.
Qed.

(** One step of a weight in (0, high] keeps its sign for every drive exactly if
    eta (Dbar + gamma high) < 1.  THEOREMS.md, Theorem 1′, eta_positive. *)
Theorem positive_below_iff : forall high, 0 <= Dbar -> 0 < high ->
  ((forall w d, 0 < w <= high -> Rabs d <= Dbar -> 0 < step eta gamma w d) <->
   eta * (Dbar + gamma * high) < 1).
Proof.
  intros high HD Hh. split.
  - intro Hs. specialize (Hs high (- Dbar) ltac:(lra) ltac:(rewrite Rabs_Ropp, Rabs_right; lra)).
    apply step_positive_iff in Hs; lra.
  - intros He w d Hw Hd. apply abs_between in Hd. apply step_positive_iff; [lra|].
    assert (gamma * w <= gamma * high) by (apply Rmult_le_compat_l; lra). nra.
Qed.

(** … and keeps the order of weights exactly if eta (Dbar + 2 gamma high) <= 1.
    THEOREMS.md, Theorem 1′, eta_monotone. *)
Theorem monotone_below_iff : forall high, 0 <= Dbar -> 0 < high ->
  ((forall v w d, 0 < v <= w -> w <= high -> Rabs d <= Dbar ->
      step eta gamma v d <= step eta gamma w d) <->
   eta * (Dbar + 2 * gamma * high) <= 1).
Proof.
  intros high HD Hh. assert (Heg : 0 < eta * gamma) by nra.
  assert (E : forall v w d, step eta gamma w d - step eta gamma v d =
              (w - v) * (1 + eta * (d - gamma * (v + w)))) by (intros; unfold step; ring).
  split.
  - intro Hm. destruct (Rle_or_lt (eta * (Dbar + 2 * gamma * high)) 1) as [|Hlt]; [assumption|].
    exfalso. set (x := eta * (Dbar + 2 * gamma * high) - 1) in *.
    assert (Hx : 0 < x) by (unfold x; lra).
    set (h := Rmin (high / 2) (x / (2 * (eta * gamma)))).
    assert (Hq : x / (2 * (eta * gamma)) * (eta * gamma) = x / 2) by (field; lra).
    assert (Hh0 : 0 < h) by (apply Rmin_glb_lt; [lra | apply Rdiv_lt_0_compat; lra]).
    assert (h <= high / 2) by apply Rmin_l.
    assert (Hh2 : h * (eta * gamma) <= x / 2)
      by (rewrite <- Hq; apply Rmult_le_compat_r; [lra | apply Rmin_r]).
    specialize (Hm (high - h) high (- Dbar) ltac:(lra) ltac:(lra)
                  ltac:(rewrite Rabs_Ropp, Rabs_right; lra)).
    specialize (E (high - h) high (- Dbar)).
    assert (1 + eta * (- Dbar - gamma * (high - h + high)) < 0) by (unfold x in *; nra).
    nra.
  - intros He v w d Hv Hw Hd. apply abs_between in Hd. specialize (E v w d).
    assert (gamma * (v + w) <= gamma * (2 * high)) by (apply Rmult_le_compat_l; lra).
    assert (0 <= 1 + eta * (d - gamma * (v + w))) by nra.
    assert (0 <= (w - v) * (1 + eta * (d - gamma * (v + w)))) by (apply Rmult_le_pos; lra).
    lra.
Qed.
End Drives.

(** ** (b) Entropy flows *)

Section Data.
Variables eta gamma beta L first w0 : R.
Variable H : nat -> R.
Hypothesis eta_positive : 0 < eta.
Hypothesis gamma_positive : 0 < gamma.
Hypothesis beta_range : 0 <= beta < 1.
Hypothesis first_range : 0 <= first <= L.
Hypothesis H_range : forall t, 0 <= H t <= L.
Hypothesis w0_positive : 0 < w0.

Local Notation D := (flow beta first H).
Local Notation M := (ema beta first H).
Local Notation w := (width eta gamma w0 D).

(** If eta (Dbar + gamma w_0 C^eta) < 1, where C^eta = e^{eta L}, then for every
    entropy sequence 0 < w_t <= w_0 e^{eta (M_{t-1} - M_{-1})}: a condition on the
    data alone.  THEOREMS.md, Theorem 1′ (b). *)
Theorem data_only_bounded :
  eta * ((1 - beta) * L + gamma * (w0 * exp (eta * L))) < 1 ->
  forall t, 0 < w t <= w0 * exp (eta * (M t - first)).
Proof.
  intros He t. induction t as [|t [IHp IHu]].
  - simpl. rewrite Rminus_diag_eq, Rmult_0_r, exp_0 by reflexivity. lra.
  - assert (Hd := flow_bound beta L first H beta_range first_range H_range t).
    apply abs_between in Hd.
    assert (Hm := ema_range beta L first H beta_range first_range H_range t).
    assert (exp (eta * (M t - first)) <= exp (eta * L)) by (apply exp_le; nra).
    assert (w t <= w0 * exp (eta * L)) by nra.
    assert (gamma * w t <= gamma * (w0 * exp (eta * L))) by (apply Rmult_le_compat_l; lra).
    assert (eta * (gamma * w t - D t) <= eta * ((1 - beta) * L + gamma * (w0 * exp (eta * L))))
      by (apply Rmult_le_compat_l; lra).
    split; simpl width.
    + apply step_positive_iff; [exact IHp | lra].
    + replace (M (S t)) with (M t + D t) by (rewrite (proj1 (ema_identity beta first H t)); ring).
      replace (eta * (M t + D t - first)) with (eta * (M t - first) + eta * D t) by ring.
      rewrite exp_plus, <- Rmult_assoc.
      apply Rle_trans with (w t * exp (eta * D t));
        [|apply Rmult_le_compat_r; [left; apply exp_pos | exact IHu]].
      eapply Rle_trans; [apply step_le_exp; lra|].
      apply Rmult_le_compat_l; [lra|]. apply exp_le.
      assert (0 <= eta * (gamma * w t)) by (repeat apply Rmult_le_pos; lra). lra.
Qed.

Lemma data_only_cap : forall t, exp (eta * (M t - first)) <= exp (eta * L).
Proof.
  intro t. assert (Hm := ema_range beta L first H beta_range first_range H_range t).
  apply exp_le. nra.
Qed.

(** Theorem 1′ whole: with W = min(max(w_0, Dbar/gamma), w_0 C^eta), if
    eta (Dbar + gamma W) < 1 then 0 < w_t <= W for every entropy sequence. *)
Theorem bounded_for_every_entropy :
  let Dbar := (1 - beta) * L in
  let W := Rmin (Rmax w0 (Dbar / gamma)) (w0 * exp (eta * L)) in
  eta * (Dbar + gamma * W) < 1 -> forall t, 0 < w t <= W.
Proof.
  intros Dbar W. unfold W, Rmin.
  destruct (Rle_dec (Rmax w0 (Dbar / gamma)) (w0 * exp (eta * L))) as [Hle|Hgt]; intros He t.
  - refine (interval_invariant eta gamma Dbar eta_positive gamma_positive _ _ He D w0 _ _ t).
    + assert (E : gamma * (Dbar / gamma) = Dbar) by (field; lra). rewrite <- E at 1.
      apply Rmult_le_compat_l; [lra | apply Rmax_r].
    + apply flow_bound; assumption.
    + split; [exact w0_positive | apply Rmax_l].
  - destruct (data_only_bounded He t) as [Hp Hu]. split; [exact Hp|].
    eapply Rle_trans; [exact Hu|]. apply Rmult_le_compat_l; [lra | apply data_only_cap].
Qed.
End Data.

(** ** The anchored law *)

(** The anchored step w (1 + eta (d - gamma (w - 1))) is the logistic one under the
    drive d + gamma. *)
Fact anchored_is_logistic : forall eta gamma w d,
  w * (1 + eta * (d - gamma * (w - 1))) = step eta gamma w (d + gamma).
Proof. intros. unfold step. ring. Qed.

(** With W = max(w_0, 1 + Dbar/gamma) and eta (gamma (W - 1) + max(Dbar, gamma)) < 1
    the anchored law keeps 0 < w_t <= W under all drives of size at most Dbar.
    THEOREMS.md, Theorem 1′, the anchored law. *)
Theorem anchored_bounded : forall eta gamma Dbar w0 D,
  0 < eta -> 0 < gamma -> 0 <= Dbar -> 0 < w0 -> (forall t, Rabs (D t) <= Dbar) ->
  let W := Rmax w0 (1 + Dbar / gamma) in
  eta * (gamma * (W - 1) + Rmax Dbar gamma) < 1 ->
  forall t, 0 < width eta gamma w0 (fun k => D k + gamma) t <= W.
Proof.
  intros eta gamma Dbar w0 D He Hg HDb Hw HD W HW t.
  assert (HW1 : w0 <= W) by apply Rmax_l.
  assert (HW2 : gamma + Dbar <= gamma * W).
  { replace (gamma + Dbar) with (gamma * (1 + Dbar / gamma)) by (field; lra).
    apply Rmult_le_compat_l; [lra | apply Rmax_r]. }
  assert (Hm1 := Rmax_l Dbar gamma). assert (Hm2 := Rmax_r Dbar gamma).
  induction t as [|t [IHp IHu]]; simpl width; [lra|].
  specialize (HD t). apply abs_between in HD. set (v := width _ _ _ _ t) in *.
  assert (Hv : gamma * v <= gamma * W) by (apply Rmult_le_compat_l; lra).
  assert (H1 : eta * gamma * v < 1).
  { assert (eta * (gamma * v) <= eta * (gamma * (W - 1) + Rmax Dbar gamma)); [|lra].
    apply Rmult_le_compat_l; lra. }
  split; [apply step_positive_iff; [exact IHp|] | apply step_below; try assumption; lra].
  assert (eta * (gamma * v - D t - gamma) <= eta * (gamma * (W - 1) + Rmax Dbar gamma)); [|lra].
  apply Rmult_le_compat_l; lra.
Qed.
