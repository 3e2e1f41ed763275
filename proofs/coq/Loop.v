(** * Loop: the linearised closed loop.

    A mode of gain G = eta mu has, with a = 1 - lambda and k = lambda (1 - beta), the
    characteristic polynomial (z - a)(z - beta) z^{d-1} + k G for a delay d >= 1, and
    (z - a)(z - beta) + k G z for d = 0.  Complex numbers are pairs of reals. *)

From Coq Require Import Reals Lra Lia Psatz.
Open Scope R_scope.

(** ** Complex numbers *)

Definition complex : Type := R * R.
Definition real (x : R) : complex := (x, 0).
Definition plus (u v : complex) : complex := (fst u + fst v, snd u + snd v).
Definition minus (u v : complex) : complex := (fst u - fst v, snd u - snd v).
Definition times (u v : complex) : complex :=
  (fst u * fst v - snd u * snd v, fst u * snd v + snd u * fst v).
Fixpoint power (u : complex) (n : nat) : complex :=
  match n with O => real 1 | S k => times u (power u k) end.

(** |z|^2 *)
Definition square_modulus (z : complex) : R := fst z * fst z + snd z * snd z.

(** A polynomial is stable if all its roots lie inside the unit circle. *)
Definition stable (p : complex -> complex) : Prop :=
  forall z, p z = real 0 -> square_modulus z < 1.

(** z^2 + a1 z + a0 with real coefficients. *)
Definition quadratic (a1 a0 : R) (z : complex) : complex :=
  plus (plus (power z 2) (times (real a1) z)) (real a0).

(** The characteristic polynomial of a mode. *)
Definition characteristic (lambda beta G : R) (delay : nat) (z : complex) : complex :=
  let F := times (minus z (real (1 - lambda))) (minus z (real beta)) in
  let kG := real (lambda * (1 - beta) * G) in
  match delay with
  | O => plus F (times kG z)
  | S d => plus (times F (power z d)) kG
  end.

Fact square_modulus_times : forall u v,
  square_modulus (times u v) = square_modulus u * square_modulus v.
Proof. intros [a b] [c d]. unfold square_modulus, times; simpl. ring. Qed.

Lemma square_modulus_power : forall z n, 1 <= square_modulus z -> 1 <= square_modulus (power z n).
Proof.
  intros z n Hz. induction n as [|n IH]; simpl.
  - unfold square_modulus, real; simpl. lra.
  - rewrite square_modulus_times. nra.
Qed.

(** A root in coordinates. *)
Lemma quadratic_root : forall a1 a0 x y, quadratic a1 a0 (x, y) = real 0 <->
  x * x - y * y + a1 * x + a0 = 0 /\ y * (2 * x + a1) = 0.
Proof.
  intros. unfold quadratic, plus, times, power, real; simpl. split.
  - intro E. pose proof (f_equal fst E) as E1. pose proof (f_equal snd E) as E2.
    simpl in E1, E2. split; [eapply eq_trans; [|exact E1] | eapply eq_trans; [|exact E2]]; ring.
  - intros [E1 E2].
    apply f_equal2; [eapply eq_trans; [|exact E1] | eapply eq_trans; [|exact E2]]; ring.
Qed.

(** Off the real axis both roots have real part -a1/2 and |z|^2 = a0. *)
Lemma complex_pair : forall a1 a0 x y, quadratic a1 a0 (x, y) = real 0 -> y <> 0 ->
  x = - a1 / 2 /\ x * x + y * y = a0.
Proof.
  intros a1 a0 x y Hr Hy. apply quadratic_root in Hr. destruct Hr as [E1 E2].
  apply Rmult_integral in E2. destruct E2 as [|E2]; [contradiction|].
  assert (a1 = - (2 * x)) by lra. subst a1. split; [lra | nra].
Qed.

(** ** Jury's conditions *)

(** z^2 + a1 z + a0 has both roots, real or complex, inside the unit circle exactly if
    |a1| < 1 + a0 and a0 < 1. *)
Theorem jury : forall a1 a0,
  stable (quadratic a1 a0) <-> Rabs a1 < 1 + a0 /\ a0 < 1.
Proof.
  intros a1 a0. split.
  - intro Hs.
    assert (Real : forall x, x * x + a1 * x + a0 = 0 -> -1 < x < 1).
    { intros x Hx. assert (Q : square_modulus (x, 0) < 1).
      { apply Hs, quadratic_root. split; [lra | ring]. }
      unfold square_modulus in Q; simpl in Q. split; nra. }
    set (disc := a1 * a1 - 4 * a0) in *.
    assert (Roots : 0 <= disc -> let s := sqrt disc in 0 <= s /\ s * s = disc /\
      -1 < (- a1 + s) / 2 < 1 /\ -1 < (- a1 - s) / 2 < 1).
    { intros Hd s. assert (Hss : s * s = disc) by (apply sqrt_sqrt, Hd).
      split; [apply sqrt_pos|]. split; [exact Hss|]. unfold disc in Hss.
      split; apply Real; nra. }
    assert (Ha0 : a0 < 1).
    { destruct (Rle_or_lt 0 disc) as [Hd|Hd].
      - destruct (Roots Hd) as (Hs0 & Hss & H1 & H2). unfold disc in Hss.
        set (s := sqrt _) in *. nra.
      - (* a complex pair of modulus a0 *)
        set (s := sqrt (- disc)). assert (Hss : s * s = - disc) by (apply sqrt_sqrt; lra).
        assert (Q : square_modulus (- a1 / 2, s / 2) < 1).
        { apply Hs, quadratic_root. unfold disc in Hss. split; nra. }
        unfold square_modulus in Q; simpl in Q. unfold disc in Hss. nra. }
    split; [|exact Ha0].
    assert (Edge : forall e, e = 1 \/ e = -1 -> 0 < 1 + e * a1 + a0).
    { intros e He. destruct (Rlt_or_le 0 (1 + e * a1 + a0)) as [|Hn]; [assumption|exfalso].
      assert (Hee : e * e = 1) by (destruct He; subst; ring).
      assert (Hd : (a1 + 2 * e) * (a1 + 2 * e) <= disc) by (unfold disc; nra).
      destruct (Roots (Rle_trans _ _ _ (Rle_0_sqr (a1 + 2 * e)) Hd)) as (Hs0 & Hss & H1 & H2).
      set (s := sqrt disc) in *.
      assert (Hs1 : Rabs (a1 + 2 * e) <= s).
      { apply Rsqr_incr_0_var; [|exact Hs0]. rewrite <- Rsqr_abs. unfold Rsqr. lra. }
      pose proof (Rle_abs (a1 + 2 * e)). pose proof (Rle_abs (- (a1 + 2 * e))) as Q.
      rewrite Rabs_Ropp in Q. destruct He; subst e; lra. }
    pose proof (Edge 1 (or_introl eq_refl)). pose proof (Edge (-1) (or_intror eq_refl)).
    apply Rabs_def1; lra.
  - intros [H1 H0] [x y] Hr. apply Rabs_def2 in H1. destruct (Req_dec y 0) as [->|Hy].
    + apply quadratic_root in Hr. destruct Hr as [E _].
      unfold square_modulus; simpl.
      assert (-1 < x < 1); [|nra].
      split.
      * destruct (Rlt_or_le (-1) x) as [|Hx]; [assumption|exfalso].
        assert (0 <= (x + 1) * (x + a0)) by nra. nra.
      * destruct (Rlt_or_le x 1) as [|Hx]; [assumption|exfalso].
        assert (0 <= (x - 1) * (x - a0)) by nra. nra.
    + destruct (complex_pair a1 a0 x y Hr Hy) as [_ E].
      unfold square_modulus; simpl. lra.
Qed.

(** ** The loop *)

Section Loop.
Variables lambda beta G : R.
Hypothesis lambda_range : 0 < lambda <= 1.
Hypothesis beta_range : 0 <= beta < 1.
Hypothesis G_nonnegative : 0 <= G.

Let k_positive : 0 < lambda * (1 - beta).
Proof. apply Rmult_lt_0_compat; lra. Qed.

Lemma characteristic_0 : forall z, characteristic lambda beta G 0 z =
  quadratic (lambda * (1 - beta) * G - (1 - lambda) - beta) ((1 - lambda) * beta) z.
Proof.
  intros [x y]. unfold characteristic, quadratic, plus, minus, times, power, real; simpl.
  f_equal; ring.
Qed.

Lemma characteristic_1 : forall z, characteristic lambda beta G 1 z =
  quadratic (- (1 - lambda) - beta) ((1 - lambda) * beta + lambda * (1 - beta) * G) z.
Proof.
  intros [x y]. unfold characteristic, quadratic, plus, minus, times, power, real; simpl.
  f_equal; ring.
Qed.

Lemma stable_ext : forall p q, (forall z, p z = q z) -> (stable p <-> stable q).
Proof. intros p q E. unfold stable. split; intros Hs z Hz; apply Hs; congruence. Qed.

Lemma gain_below : forall c, lambda * (1 - beta) * G < c <-> G < c / (lambda * (1 - beta)).
Proof.
  intro c. assert (E : c / (lambda * (1 - beta)) * (lambda * (1 - beta)) = c) by (field; lra).
  split; intro Hc.
  - apply Rmult_lt_reg_r with (lambda * (1 - beta)); [exact k_positive|]. rewrite E. lra.
  - apply Rmult_lt_compat_r with (r := lambda * (1 - beta)) in Hc; [|exact k_positive].
    rewrite E in Hc. lra.
Qed.

(** The gain at which the loop without delay loses its stability. *)
Definition flip_gain : R := (2 - lambda) * (1 + beta) / (lambda * (1 - beta)).

(** Without delay the loop is stable exactly below the flip gain
    (2 - lambda)(1 + beta)/(lambda (1 - beta)), where the root leaves at -1.  Roots off
    the real axis have |z|^2 = (1 - lambda) beta < 1 at every gain: no Neimark–Sacker
    bifurcation.  THEOREMS.md, Theorem 6, d = 0. *)
Theorem jury_no_delay :
  (stable (characteristic lambda beta G 0) <-> G < flip_gain) /\
  (G = flip_gain -> characteristic lambda beta G 0 (real (-1)) = real 0) /\
  (forall x y, y <> 0 -> characteristic lambda beta G 0 (x, y) = real 0 ->
     square_modulus (x, y) = (1 - lambda) * beta /\ (1 - lambda) * beta < 1).
Proof.
  assert (Hab : 0 <= (1 - lambda) * beta < 1) by nra. split; [|split].
  - rewrite (stable_ext _ _ characteristic_0), jury. unfold flip_gain. rewrite <- gain_below.
    set (kG := lambda * (1 - beta) * G). assert (0 <= kG) by (apply Rmult_le_pos; lra).
    split.
    + intros [H1 _]. apply Rabs_def2 in H1. lra.
    + intro Hg. split; [|lra]. apply Rabs_def1; nra.
  - intro Hg. rewrite characteristic_0. apply quadratic_root.
    assert (E : lambda * (1 - beta) * G = (2 - lambda) * (1 + beta))
      by (rewrite Hg; unfold flip_gain; field; lra).
    rewrite E. split; ring.
  - intros x y Hy Hr. rewrite characteristic_0 in Hr. apply complex_pair in Hr; [|exact Hy].
    split; [apply Hr | lra].
Qed.

(** The gain at which the loop with a delay of one epoch loses its stability. *)
Definition oscillation_gain : R := 1 / lambda + beta / (1 - beta).

(** With a delay of one epoch the loop is stable exactly below
    1/lambda + beta/(1 - beta), where a complex pair crosses the unit circle
    (Neimark–Sacker) at the angle of cosine (1 - lambda + beta)/2.
    THEOREMS.md, Theorem 6, d = 1. *)
Theorem jury_delay_one :
  (stable (characteristic lambda beta G 1) <-> G < oscillation_gain) /\
  (G = oscillation_gain -> forall x y, characteristic lambda beta G 1 (x, y) = real 0 ->
     y <> 0 /\ square_modulus (x, y) = 1 /\ x = (1 - lambda + beta) / 2).
Proof.
  assert (Hab : 0 <= (1 - lambda) * beta < 1) by nra.
  assert (Eo : oscillation_gain = (1 - (1 - lambda) * beta) / (lambda * (1 - beta)))
    by (unfold oscillation_gain; field; lra).
  split.
  - rewrite (stable_ext _ _ characteristic_1), jury, Eo, <- gain_below.
    set (kG := lambda * (1 - beta) * G). assert (0 <= kG) by (apply Rmult_le_pos; lra).
    assert (0 < lambda * (1 - beta)) by exact k_positive.
    split.
    + intros [_ Hdet]. lra.
    + intro Hg. split; [|lra]. apply Rabs_def1; nra.
  - intros Hg x y Hr. rewrite characteristic_1 in Hr.
    assert (E : (1 - lambda) * beta + lambda * (1 - beta) * G = 1)
      by (rewrite Hg, Eo; field; lra).
    rewrite E in Hr. assert (Hy : y <> 0).
    { intro Hy. subst y. apply quadratic_root in Hr. destruct Hr as [Hr _].
      assert (0 <= (x - 1) * (x - 1)) by apply Rle_0_sqr.
      assert (0 <= (x + 1) * (x + 1)) by apply Rle_0_sqr. nra. }
    apply complex_pair in Hr; [|exact Hy]. destruct Hr as [Hx Hm].
    split; [exact Hy|]. split; [exact Hm | lra].
Qed.

(** |z - r| >= (1 - r)|z| outside the unit circle. *)
Lemma distance_from_real : forall z r, 0 <= r <= 1 -> 1 <= square_modulus z ->
  (1 - r) * (1 - r) * square_modulus z <= square_modulus (minus z (real r)).
Proof.
  intros [x y] r Hr. unfold square_modulus, minus, real; simpl. intro Hz.
  set (m := x * x + y * y) in *.
  replace ((x - r) * (x - r) + (y - 0) * (y - 0)) with (m - 2 * r * x + r * r)
    by (unfold m; ring).
  (* the difference is r (2m - r m - 2x + r) and 2x <= 1 + m *)
  assert (Hx : 2 * x <= 1 + m).
  { unfold m. assert (0 <= (x - 1) * (x - 1)) by apply Rle_0_sqr.
    assert (0 <= y * y) by apply Rle_0_sqr. lra. }
  assert (0 <= (m - 1) * (1 - r)) by (apply Rmult_le_pos; lra).
  assert (0 <= r * (2 * m - r * m - 2 * x + r)) by (apply Rmult_le_pos; lra). lra.
Qed.

Lemma square_modulus_opposite : forall u v, plus u v = real 0 ->
  square_modulus u = square_modulus v.
Proof.
  intros [a b] [c d] E. pose proof (f_equal fst E) as E1. pose proof (f_equal snd E) as E2.
  simpl in E1, E2. unfold square_modulus; simpl.
  replace a with (- c) by lra. replace b with (- d) by lra. ring.
Qed.

(** Any delay: a gain below 1 is stable.  THEOREMS.md, Theorem 6. *)
Theorem small_gain : forall delay, G < 1 -> stable (characteristic lambda beta G delay).
Proof.
  intros delay HG z Hz. destruct (Rlt_or_le (square_modulus z) 1) as [|Hm]; [assumption|exfalso].
  set (k := lambda * (1 - beta)) in *. set (m := square_modulus z) in *.
  assert (Hk : 0 < k) by exact k_positive.
  assert (HkG : 0 <= k * G < k) by nra.
  set (F := times (minus z (real (1 - lambda))) (minus z (real beta))).
  assert (HF : k * m * (k * m) <= square_modulus F).
  { unfold F. rewrite square_modulus_times.
    pose proof (distance_from_real z (1 - lambda) ltac:(lra) Hm) as H1.
    pose proof (distance_from_real z beta ltac:(lra) Hm) as H2. fold m in H1, H2.
    replace (k * m * (k * m)) with
      ((1 - (1 - lambda)) * (1 - (1 - lambda)) * m * ((1 - beta) * (1 - beta) * m))
      by (unfold k; ring).
    apply Rmult_le_compat; try assumption; apply Rmult_le_pos; try lra; apply Rle_0_sqr. }
  assert (Hg : square_modulus (real (k * G)) = k * G * (k * G))
    by (unfold square_modulus; simpl; ring).
  assert (HkGk : k * G * (k * G) < k * k) by nra.
  assert (Hkm : k * k * m <= k * m * (k * m)) by nra.
  unfold characteristic in Hz. fold k F in Hz.
  destruct delay as [|d]; apply square_modulus_opposite in Hz;
    rewrite square_modulus_times, Hg in Hz; fold m in Hz.
  - rewrite Hz in HF. nra.
  - pose proof (square_modulus_power z d Hm). nra.
Qed.
End Loop.
